// The one place where a code is made. Row before light: the step's row and the log entry are durable before a seed is opened,
// and the answer is sealed to the one recipient that the signed request names.
import { Secret } from "../../../domain/core/secret.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import type { AskDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { writeFrame } from "../../../domain/custody/frame/frame.ts";
import { codeAnswerBytes } from "../../../domain/custody/protocol/code-answer.ts";
import { lapseSeconds } from "../../../domain/custody/request/grant-moves.ts";
import { holdsGrant, type RequestFlag } from "../../../domain/custody/request/request-state.ts";
import { type CodeGrant, reserveStep, type StepDecision } from "../../../domain/custody/steps/reserve-step.ts";
import { stepMs, type StepRow } from "../../../domain/custody/steps/step-ledger.ts";
import { totpCode } from "../../../domain/custody/totp/totp-code.ts";
import type { KeptItem, KeptRequest } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, decideMove } from "../core/decide-move.ts";
import { spend, type TakenIn } from "../core/intake.ts";
import type { Decision } from "../core/line.ts";
import { move, standing } from "../core/requests.ts";
import { receipt } from "../core/signed-words.ts";
import { insist, refuse } from "../insist.ts";
import { brokerErrors } from "../errors.ts";
import { openSeed } from "../items/seed-vault.ts";

/** What a code was reserved under. */
export type Reserved = Extract<StepDecision, { readonly status: "reserved" | "repeat" }>;

/** Decides an ask for a code of a grant. */
export function decideCode(
  core: BrokerCore,
  ask: TakenIn<AskDocument>,
  kept: KeptRequest,
  recipient: string,
): Decision {
  const { state } = kept;
  const { read, person } = ask.verified;
  const { isAuthorised, limits } = standing(core, kept);
  const isReleasable = state.phase === "ready" || state.phase === "open";
  // A grant that lapsed lost its key first, and that says more; every other end took the key away with it.
  if (!isReleasable && state.phase !== "lapsed") refuse(custodyErrors.CUSTODY_BAD_TRANSITION, `it is ${state.phase}`);
  const item = insistCurrent(core, state.account);
  insistKey(core, item, state.requestId);
  const isOpen = state.windowEnds !== null;
  const grant: CodeGrant = {
    id: state.requestId,
    account: state.account,
    purpose: state.purpose,
    recipient,
    maxCodes: Math.min(state.maxCodes, limits.maxCodes),
    openedMs: isOpen ? ((state.windowEnds ?? 0) - state.windowSeconds) * 1000 : null,
    endsMs: (isOpen ? (state.windowEnds ?? 0) : (state.readyAt ?? 0) + lapseSeconds) * 1000,
  };
  if (isReleasable && !isAuthorised) refuse(custodyErrors.CUSTODY_QUORUM_MISSING, "it is no longer authorised");
  const reserved = reserve(core, ask, grant, isReleasable);
  if (reserved.status === "wait") return waiting(core, ask, reserved.untilMs);
  const flags = flagsOfNow(core);
  const isRepeat = reserved.status === "repeat";
  const d = codeFields(reserved, item, read.hash);
  const event = { kind: "release", by: person.id, what: "code", isRepeat, isAuthorised, limits, d, flags } as const;
  const said = about("release", ask, "code");
  return decideMove(core, [ask], said, move(core, kept, [event]), {
    ...stepWrites(core, reserved),
    answer: async ({ index }) => {
      const key = insistKey(core, item, state.requestId);
      const sealed = await sealCode(core, { reserved, item, key, requestHash: state.requestHash });
      return { status: "done", receipt: receipt(core, said, index), sealed };
    },
  });
}

/** What must be known of this moment whenever somebody looks at the release. */
export function flagsOfNow(core: BrokerCore): readonly RequestFlag[] {
  const isUnknown = core.skewState() === "unknown";
  return [...(isUnknown ? ["skew_unknown" as const] : []), ...(core.isWitnessed ? [] : ["unwitnessed" as const])];
}

/** Reserves the step of now, shows it again, or says when to come back. Refuses as `reserveStep`. */
export function reserve(
  core: BrokerCore,
  { verified }: TakenIn<AskDocument>,
  grant: CodeGrant,
  isReleasable: boolean,
): Exclude<StepDecision, { readonly status: "refused" }> {
  const { store } = core.deps;
  const { n, at: atSeconds } = verified.read.document;
  const live = store.requests.live(grant.account).find(({ state }) => holdsGrant(state))?.state.requestId ?? null;
  // A drill is no request; it holds the account where nobody else does.
  const isDrillAlone = live === null && grant.purpose === "drill";
  const holder = isDrillAlone ? grant.id : live;
  const { recipient } = grant;
  const situation = { isReleasable, holder, n, recipient, atSeconds, skew: core.skewState(), bootId: core.bootId };
  return insist(reserveStep(store.steps.ledgerFor(grant.account, grant.id), { grant, ...situation }, core.nowMs()));
}

/**
 * No step was spent, but the ask was: whoever saw it pass could otherwise send it again when the time has come, and use up a
 * code that nobody waits for. The asker comes back with a new one.
 */
export function waiting(core: BrokerCore, ask: TakenIn<AskDocument>, untilMs: number): Decision {
  return {
    events: [],
    write: () => spend(core, ask),
    answer: () => ({ status: "wait", untilMs, serverTimeMs: core.nowMs() }),
  };
}

/** The row of a step that was just reserved, in the transaction of its log entry. */
export function stepWrites(core: BrokerCore, { status, row }: Reserved): Pick<Decision, "write" | "spent"> {
  if (status === "repeat") return {};
  const { steps } = core.deps.store;
  return { spent: row, write: () => steps.insert(row) };
}

/** What the log says of a code: everything but the code. */
export function codeFields({ row, of }: Reserved, { version }: KeptItem, askHash: string) {
  const recipientHash = toBase64url(sha256(utf8(row.recipient)));
  return { step: row.step, n: row.n, of, purpose: row.purpose, item: version, recipientHash, askHash };
}

/** The account's current seed, by row and by log. Refuses with `BROKER_NO_SEED`, `BROKER_ITEM_ROLLED_BACK`. */
export function insistCurrent(core: BrokerCore, account: string): KeptItem {
  const item = core.deps.store.items.newest(account);
  const logged = core.told.versionOf(account);
  if (item?.state !== "current" && logged === null) refuse(brokerErrors.BROKER_NO_SEED, account);
  if (item?.state !== "current" || item.version !== logged) {
    return refuse(brokerErrors.BROKER_ITEM_ROLLED_BACK, `${account}: ${item?.version ?? 0}, the log says ${logged}`);
  }
  return item;
}

/** The key that opens an item for a grant. Refuses with `BROKER_SEALED`, `BROKER_KEY_GONE`. */
function insistKey(core: BrokerCore, item: KeptItem, requestId: string): Secret<Uint8Array> {
  if (item.group === null) return core.insistUnsealed().key;
  return core.groupKeys.get(requestId) ?? refuse(brokerErrors.BROKER_KEY_GONE, requestId);
}

/** What is to be sealed for whom. */
export interface CodeToSeal {
  readonly reserved: { readonly row: StepRow; readonly of: number };
  readonly item: KeptItem;
  readonly key: Secret<Uint8Array>;
  readonly requestHash: string;
}

/** Opens the seed, makes the code of the step, and seals it to the step's own recipient. */
export async function sealCode(core: BrokerCore, { reserved, item, key, requestHash }: CodeToSeal): Promise<string> {
  const { row, of } = reserved;
  const { deployment, age } = core.deps;
  const seed = openSeed(core, item, key);
  const code = totpCode(seed, row.step).reveal();
  seed.wipe();
  const { account, step, n } = row;
  const stepEnd = (step + 1) * stepMs;
  const data = new Secret(codeAnswerBytes({ requestHash, code, step, stepEnd, serverTime: core.nowMs(), n, of }));
  const frame = writeFrame({ vault: "S", deployment, account, kind: "code", version: n }, data);
  const sealed = toBase64url(await age.encrypt(frame, [row.recipient]));
  data.wipe();
  frame.wipe();
  return sealed;
}
