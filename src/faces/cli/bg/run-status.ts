import { clientErrors } from "../../../app/custody/client/errors.ts";
import { visitDoor } from "../../../app/custody/client/stop/at-the-door.ts";
import { findRequest, seeRequest } from "../../../app/custody/client/request/see-request.ts";
import type { ShownRequest, ShownStanding } from "../../../app/custody/client/ports/gate.ts";
import type { Entered } from "../../../app/custody/client/signing/enter.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { StatusDocument } from "../../../domain/custody/documents/broker-documents.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf, fromSignedWire, type SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { verifySigned } from "../../../domain/custody/roster/verify-signed.ts";
import type { Invocation } from "../command.ts";
import { ownClient, type OwnClient, textOption } from "./own-client.ts";
import { accountText, clockText, inWords, missingText, purposeWords, requestRows, taskOf } from "./request-rows.ts";
import { type Answer, type Row, screenTargets, showAnswer } from "./screen.ts";

/** Where things stand: broker, open requests, one request with what is missing, or all accounts; returns the exit code. */
export async function runStatus(invocation: Invocation): Promise<number> {
  const { args, options, io } = invocation;
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const now = Math.floor(io.now() / 1000);
  if (textOption(options, "broker") !== null && client.door !== null)
    return await atDoor(invocation, client, client.door);
  const entered = await enteredOrDoor(invocation, client);
  if (entered === null) return await atDoor(invocation, client, client.door);
  try {
    const asked = args[0] ?? null;
    const answer =
      options["accounts"] === true
        ? await accountsAnswer(client)
        : asked === null
          ? await overview(client, entered, now)
          : await oneRequest(client, entered, asked, now);
    showAnswer(invocation, targets, entered, answer);
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** What the broker says at its own door. */
async function atDoor(invocation: Invocation, { deps }: OwnClient, open: OwnClient["door"]): Promise<number> {
  if (open === null) throw new CodedError(clientErrors.CLIENT_NO_DOOR);
  const { view, status } = await visitDoor(deps, await open());
  deps.self.keepPins(deps.self.pins());
  const standing = { isRehearsal: view.deployment.startsWith("rehearsal-"), isSolo: false };
  showAnswer(invocation, screenTargets(invocation), standing, { rows: brokerRows(status), json: { broker: status } });
  return 0;
}

/** `null` when the gate does not answer and the broker's own door is known. */
async function enteredOrDoor({ io }: Invocation, client: OwnClient): Promise<Entered | null> {
  try {
    return await client.enter();
  } catch (error) {
    const isAway = error instanceof CodedError && /^GATE_CLIENT_(?:UNREACHABLE|TIMEOUT)$/.test(error.row.code);
    if (!isAway || client.door === null) throw error;
    io.err(`${error.message} [${error.row.code}]. Asking the broker's own door; it lists no requests.\n`);
    return null;
  }
}

async function overview({ deps }: OwnClient, { status, gate, view, policy }: Entered, now: number): Promise<Answer> {
  const open = await deps.gate.requests({ open: true });
  const rows: Row[] = [
    ["deployment", view.deployment],
    ...brokerRows(status),
    ["gate", gate.state === "open" ? "open" : `QUARANTINED: ${gate.why.join(", ")}`],
    ["roster", `version ${view.version}, ${view.hash}`],
    ["rules", `release policy version ${policy.version}`],
    ...open.map((each): Row => ["open", standingText(each, now)]),
  ];
  if (open.length === 0) rows.push(["open", "nothing"]);
  return { rows, json: { broker: status, gate, rosterHash: view.hash, requests: open } };
}

async function oneRequest({ deps }: OwnClient, entered: Entered, asked: string, now: number): Promise<Answer> {
  const { gate } = deps;
  const requestId = findRequest(asked, await gate.requests({ open: true }));
  const seen = await seeRequest(gate, entered, requestId);
  const { shown } = seen;
  const missing = missingText(shown.missing, shown.tooManyCli);
  const approvals = shown.approvals.map((wire) => {
    const { approver, decision, at } = readCustodyDocumentOf("rw.approval/v1", bytesOf(wire.document)).document;
    return `${approver.person} (${decision}, ${inWords(at, now)})${isSignedBy(wire, entered) ? "" : " NOT SIGNED BY THEM"}`;
  });
  const notices = shown.notices.map(
    ({ route, what, state, error }) => `${route}: ${what} ${state}${error === "" ? "" : ` (${error})`}`,
  );
  return {
    rows: [
      ...requestRows(seen.request, seen, now),
      ["state", phaseText(shown, now)],
      ...(approvals.length === 0 ? [] : [["said", approvals.join("; ")] as const]),
      ...(missing === "" ? [] : [["missing", missing] as const]),
      ...(shown.codesUsed === 0 ? [] : [["codes", `${shown.codesUsed} of ${shown.maxCodes} used`] as const]),
      ...(notices.length === 0 ? [] : [["told", notices.join("; ")] as const]),
      ...(shown.flags.length === 0 ? [] : [["flags", shown.flags.join(", ")] as const]),
    ],
    json: {
      request: seen.request,
      requestHash: seen.requestHash,
      words: seen.words,
      reason: seen.reason,
      phase: shown.phase,
      flags: shown.flags,
      missing: shown.missing,
      tooManyCli: shown.tooManyCli,
      windowEnds: shown.windowEnds,
      dueAt: shown.dueAt,
      codesUsed: shown.codesUsed,
      maxCodes: shown.maxCodes,
      notices: shown.notices,
      ...taskOf(seen.request),
    },
  };
}

/** SECURITY: what the gate shows is foreign; a row without the person's own signature must not look like their word. */
function isSignedBy(wire: SignedWire, { view }: Entered): boolean {
  return verifySigned(fromSignedWire(wire), { view, lastCounterOf: () => 0 }).status === "verified";
}

async function accountsAnswer({ deps }: OwnClient): Promise<Answer> {
  const accounts = await deps.gate.accounts();
  const rows = accounts.map(({ account, name, P, S, rule }): Row => {
    const password = P === null ? "no password" : `password v${P.version}${flagText(P.flags)}`;
    const seedFlags = (S?.flags ?? []).filter((flag) => flag !== "never-proven");
    const seed =
      S === null ? "no seed" : `seed v${S.version}${S.isProven ? "" : " NEVER PROVEN"}${flagText(seedFlags)}`;
    return [accountText(account), [name, password, seed, rule === null ? "NO RULE" : `rule ${rule}`].join(", ")];
  });
  return { rows: rows.length === 0 ? [["accounts", "none yet: rootward vault add"]] : rows, json: { accounts } };
}

function flagText(flags: readonly string[]): string {
  return flags.length === 0 ? "" : ` (${flags.join(", ")})`;
}

/** The broker as its own signed status shows it. */
export function brokerRows({
  state,
  why,
  clock,
  skewMs,
  clockOffsetMs,
  rehearsalEnds,
  brokerCheckpoint,
}: StatusDocument): readonly Row[] {
  const offset = clockOffsetMs === 0 ? "" : `, corrected by ${clockOffsetMs} ms`;
  const skew =
    clock === "unknown"
      ? "not compared with any source"
      : `${clock === "wrong" ? "WRONG, " : ""}${skewMs} ms off${offset}`;
  return [
    ["broker", why.length === 0 ? state : `${state}: ${why.join(", ")}`],
    ["clock", skew],
    ["ledger", `${brokerCheckpoint.size} entries`],
    ...(rehearsalEnds === undefined
      ? []
      : [["rehearsal", `ends ${new Date(rehearsalEnds * 1000).toISOString().slice(0, 16)}Z`] as const]),
  ];
}

function standingText(each: ShownStanding, now: number): string {
  return `${each.requestId}  ${accountText(each.account)} ${each.accountName}, ${purposeWords[each.purpose]}, by ${each.person}: ${phaseText(each, now)}`;
}

function phaseText(
  { phase, dueAt, windowEnds, expiresAt }: Pick<ShownRequest, "phase" | "dueAt" | "windowEnds" | "expiresAt">,
  now: number,
): string {
  switch (phase) {
    case "pending":
      return dueAt === null
        ? `waits for approvals, expires ${inWords(expiresAt, now)}`
        : `waits, until ${clockText(dueAt)}`;
    case "delayed":
      return dueAt === null
        ? "waits for its delay"
        : `opens ${inWords(dueAt, now)} (${clockText(dueAt)}); any custodian can veto`;
    case "ready":
      return "ready: the first release starts the window";
    case "open":
      return windowEnds === null ? "open" : `open, closes ${inWords(windowEnds, now)}`;
    case "closing":
      return "closing: rootward bg close, with what was done";
    case "denied":
    case "superseded":
    case "withdrawn":
    case "expired":
    case "vetoed":
    case "lapsed":
    case "revoked":
    case "closed":
      return phase;
  }
}
