import type { LogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import type { Phase } from "../../../domain/custody/request/request-state.ts";
import type { RequestProjection } from "../../../world/store/gate/gate-store.ts";

/** Where an entry of the broker's log leads a request; entries that are not here leave its phase. */
const phaseAfter: Readonly<Record<string, Phase>> = {
  "request.created": "pending",
  "approval.denied": "denied",
  "request.superseded": "superseded",
  "request.withdrawn": "withdrawn",
  "request.expired": "expired",
  "grant.delayed": "delayed",
  "request.vetoed": "vetoed",
  "grant.ready": "ready",
  "grant.lapsed": "lapsed",
  "grant.revoked": "revoked",
  "grant.closing": "closing",
  "grant.closed": "closed",
};

/** Entries that are a release and open the window. */
const releases = new Set(["release.code", "release.password", "release.assume_root"]);

/** A request of which the broker's log says nothing yet. */
export function newProjection(maxCodes: number): RequestProjection {
  return {
    phase: "pending",
    flags: [],
    codesUsed: 0,
    maxCodes,
    windowEnds: null,
    dueAt: null,
    openedAt: null,
    brokerIndex: -1,
  };
}

/**
 * What an entry of the broker's log makes of a request's projection. It repeats what the broker decided and decides
 * nothing: the same entries always give the same projection, and an entry that was taken before changes nothing.
 */
export function projectRequest(before: RequestProjection, entry: LogEntry, index: number): RequestProjection {
  if (index <= before.brokerIndex) return before;
  const { type, d } = entry;
  const seconds = Math.floor(entry.at / 1000);
  const isRelease = releases.has(type);
  const phase = phaseAfter[type] ?? (isRelease ? "open" : before.phase);
  const windowEnds = typeof d["windowEnds"] === "number" ? d["windowEnds"] : before.windowEnds;
  const isWaiting = phase === "delayed";
  return {
    phase,
    flags: flagsAfter(before.flags, entry),
    codesUsed: before.codesUsed + (type === "release.code" ? 1 : 0),
    maxCodes: type === "request.created" && typeof d["maxCodes"] === "number" ? d["maxCodes"] : before.maxCodes,
    windowEnds,
    dueAt: type === "grant.delayed" && typeof d["until"] === "number" ? d["until"] : isWaiting ? before.dueAt : null,
    openedAt: before.openedAt ?? (isRelease ? seconds : null),
    brokerIndex: index,
  };
}

function flagsAfter(flags: readonly string[], { type, d }: LogEntry): readonly string[] {
  const more = new Set(flags);
  if (type === "request.break_seal") more.add("break_seal");
  if (type === "request.seen") more.add("review_due");
  if (type === "release.password") more.add("rotation_due");
  if (d["statement"] === "missing") more.add("statement_missing");
  // The broker names the flags that only it can know.
  for (const flag of Array.isArray(d["flags"]) ? d["flags"] : []) more.add(flag);
  return [...more].toSorted();
}
