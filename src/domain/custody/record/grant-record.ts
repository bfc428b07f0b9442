// What auditors ask of one use of a system account (PCI DSS 4.0.1, requirement 8.2.2), answered from the ledger alone. It
// tells what is recorded and where; whether that is enough is not ours to say.
import type { LogEntry } from "../protocol/log-entry.ts";

/** An entry with the place where anybody can look it up. */
export interface PlacedEntry {
  readonly log: "gate" | "broker";
  readonly index: number;
  readonly entry: LogEntry;
}

/** One heading of the record. */
export interface RecordHeading {
  readonly title: string;
  /** At least one; where nothing is recorded, the line says so. */
  readonly lines: readonly string[];
}

/** Everything about one request, on one page. */
export interface GrantRecord {
  readonly requestId: string;
  readonly account: string;
  /** How it ended, or where it stands. */
  readonly outcome: string;
  /** Six, in the order of the requirement. */
  readonly headings: readonly RecordHeading[];
}

/** The record of a request out of the entries of both logs; `null` when neither knows it. `reason` is its text, if kept. */
export function grantRecord(
  entries: readonly PlacedEntry[],
  requestId: string,
  reason: string | null,
): GrantRecord | null {
  const own = entries.filter(({ entry }) => entry.request === requestId);
  const created = own.find(({ entry }) => entry.type === "request.created");
  if (created === undefined) return null;
  const { entry } = created;
  const of = (...types: readonly string[]) => own.filter((each) => types.includes(each.entry.type));
  const broker = own.filter(({ log }) => log === "broker");
  const ends = broker.findLast((each) => each.entry.type in outcomes);
  return {
    requestId,
    account: entry.account ?? "",
    outcome: ends === undefined ? "pending" : (outcomes[ends.entry.type] ?? ""),
    headings: [
      {
        title: "1 Exceptional use only",
        lines: [`purpose ${field(created, "purpose")}, root user of ${entry.account ?? ""} ${place(created)}`],
      },
      { title: "2 Limited to the time needed", lines: timeLines(created, broker) },
      {
        title: "3 Justification",
        lines: [
          `recorded as the salted hash ${field(created, "reasonHash")} ${place(created)}`,
          reason === null ? "the text is not at hand" : `text: ${reason}`,
        ],
      },
      {
        title: "4 Explicit approval by management",
        lines: orNone(
          of("approval.signed", "approval.denied", "request.vetoed").filter(onceEach).map(approvalLine),
          "no approval is recorded",
        ),
      },
      {
        title: "5 Identity confirmed before access",
        lines: [`${who(created)} signed the request ${place(created)}`, ...signInLines(entries, created)],
      },
      {
        title: "6 Every action tied to one person",
        lines: [
          ...orNone(broker.filter(isRelease).map(releaseLine), "nothing was released"),
          ...orNone(
            of("login.matched", "login.unmatched", "login.missing", "session.event").map(
              (each) => `${each.entry.type} ${field(each, "eventID")} ${at(each)} ${place(each)}`,
            ),
            "CloudTrail: no event is attached to this request in the logs at hand",
          ),
        ],
      },
    ],
  };
}

const sessionMs = 900_000;
/** The logs are written by two clocks. */
const clockSlackMs = 10_000;

const outcomes: Readonly<Record<string, string>> = {
  "approval.denied": "denied",
  "request.superseded": "superseded",
  "request.withdrawn": "withdrawn",
  "request.expired": "expired",
  "request.vetoed": "vetoed",
  "grant.delayed": "granted, waiting",
  "grant.ready": "granted",
  "grant.lapsed": "lapsed",
  "grant.revoked": "revoked",
  "grant.closing": "closing",
  "grant.closed": "closed",
};

function timeLines(created: PlacedEntry, broker: readonly PlacedEntry[]): readonly string[] {
  const steps = broker.filter(({ entry: { type } }) => type.startsWith("grant."));
  const last = broker.findLast(({ entry }) => "windowEnds" in entry.d);
  const windowEnds = last?.entry.d["windowEnds"];
  return [
    `asked ${at(created)}`,
    ...steps.map((each) => `${outcomes[each.entry.type] ?? each.entry.type} ${at(each)} ${place(each)}`),
    typeof windowEnds === "number" ? `releases until ${time(windowEnds * 1000)}` : "no release window was opened",
  ];
}

/** The requester's own sign-in at the gate that came before the request; a session lasts 15 minutes. */
function signInLines(entries: readonly PlacedEntry[], created: PlacedEntry): readonly string[] {
  const { actor, at: asked } = created.entry;
  const own = entries.findLast(
    ({ log, entry }) =>
      log === "gate" &&
      entry.type === "auth.signed_in" &&
      entry.actor.person === actor.person &&
      entry.at <= asked + clockSlackMs &&
      entry.at >= asked - sessionMs,
  );
  return own === undefined ? [] : [`${who(own)} signed in at the gate ${at(own)} ${place(own)}`];
}

function approvalLine(each: PlacedEntry): string {
  const what = { "approval.denied": "denied", "request.vetoed": "vetoed" }[each.entry.type] ?? "approved";
  const group = field(each, "group");
  return `${who(each)} ${what}${group === "" ? "" : ` for ${group}`} ${at(each)} ${place(each)}`;
}

function isRelease({ entry: { type } }: PlacedEntry): boolean {
  return type.startsWith("release.");
}

function releaseLine(each: PlacedEntry): string {
  const { type, d } = each.entry;
  const count = typeof d["n"] === "number" && typeof d["of"] === "number" ? ` ${d["n"]} of ${d["of"]}` : "";
  return `${type.slice("release.".length)}${count} to ${who(each)} ${at(each)} ${place(each)}`;
}

/** Both logs keep an approval; it is told once. */
function onceEach(each: PlacedEntry, index: number, all: readonly PlacedEntry[]): boolean {
  const hash = field(each, "approvalHash");
  return hash === "" || all.findIndex((other) => field(other, "approvalHash") === hash) === index;
}

function orNone(lines: readonly string[], none: string): readonly string[] {
  return lines.length === 0 ? [none] : lines;
}

function who({ entry: { actor } }: PlacedEntry): string {
  return actor.cred === "" ? actor.person : `${actor.person} (${actor.via}, key ${actor.cred.slice(0, 12)})`;
}

function field({ entry }: PlacedEntry, name: string): string {
  const value = entry.d[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function at({ entry }: PlacedEntry): string {
  return time(entry.at);
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ").concat(" UTC");
}

function place({ log, index }: PlacedEntry): string {
  return `[${log} ${index}]`;
}
