import type { RequestEvent } from "../../src/domain/custody/request/request-event.ts";
import type { RequestState } from "../../src/domain/custody/request/request-state.ts";

/** The moment at which the samples are judged: everything that waits for time is due, everything that must be in time is. */
export const now = 1_795_230_600;

const limits = { capabilities: ["code", "password"] as const, maxCodes: 3, windowSeconds: 900, delaySeconds: 0 };

/** Limits of a rule, changed. */
export function limitsWith(change: Partial<RequestEventLimits> = {}): RequestEventLimits {
  return { ...limits, capabilities: [...limits.capabilities], ...change };
}

type RequestEventLimits = Extract<RequestEvent, { readonly kind: "satisfy" }>["limits"];

/** A PENDING request of `jane`, made ten minutes before `now`. */
export const pending: RequestState = {
  requestId: "01JDADA7V0000000000000000A",
  requestHash: "hash-a",
  account: "aws:123456789012",
  requester: "jane",
  purpose: "lockout",
  reasonHash: "reason",
  releasePolicyHash: "policy",
  createdAt: now - 600,
  expiresAt: now + 1200,
  isSealed: false,
  phase: "pending",
  capabilities: ["code", "password"],
  maxCodes: 3,
  codesUsed: 0,
  windowSeconds: 900,
  approvers: [],
  breakSeal: null,
  isByBreakSeal: false,
  delayedUntil: null,
  readyAt: null,
  windowEnds: null,
  closingAt: null,
  bootId: null,
  flags: [],
  movedAt: now - 600,
};

const approved = { approvers: ["omar", "ana"], bootId: "boot-1" };
const ready: RequestState = { ...pending, ...approved, phase: "ready", readyAt: now - 100, movedAt: now - 100 };
const open: RequestState = { ...ready, phase: "open", windowEnds: now + 800, codesUsed: 1 };
const sealBroken = { delaySeconds: 1800, startedAt: null };
const byBreakSeal: RequestState = {
  ...pending,
  phase: "delayed",
  breakSeal: { delaySeconds: 1800, startedAt: now - 500 },
  isByBreakSeal: true,
  delayedUntil: now + 1300,
};

/** A request in every state of the table, by the table's name for it. */
export const sampleStates = {
  "-": null,
  PENDING: pending,
  "PENDING with break-seal": { ...pending, breakSeal: sealBroken },
  DELAYED: { ...pending, ...approved, phase: "delayed", delayedUntil: now + 100 },
  "DELAYED by break-seal": byBreakSeal,
  READY: ready,
  "READY sealed": { ...ready, isSealed: true },
  OPEN: open,
  "OPEN sealed": { ...open, isSealed: true },
  CLOSING: { ...open, phase: "closing", closingAt: now - 10 },
  DENIED: { ...pending, phase: "denied" },
  SUPERSEDED: { ...pending, phase: "superseded" },
  WITHDRAWN: { ...pending, phase: "withdrawn" },
  EXPIRED: { ...pending, phase: "expired" },
  VETOED: { ...pending, phase: "vetoed" },
  LAPSED: { ...ready, phase: "lapsed" },
  REVOKED: { ...ready, phase: "revoked" },
  CLOSED: { ...open, phase: "closed", closingAt: now - 10 },
} as const satisfies Record<string, RequestState | null>;

/** The table's names. */
export type StateName = keyof typeof sampleStates;

const decided = { approvalHash: "approval", signature: "signature" };

/** One event of each kind, by whom it is meant to come and with every guard satisfied. */
export const sampleEvents: { readonly [K in RequestEvent["kind"]]: Extract<RequestEvent, { readonly kind: K }> } = {
  create: {
    kind: "create",
    facts: pending,
    limits: limitsWith(),
    maxCodes: 3,
    ttlSeconds: 900,
    isOffline: false,
    stops: [],
  },
  approve: { kind: "approve", by: "omar", group: "security", isOffline: false, ...decided },
  "break-seal": { kind: "break-seal", by: "jane", isAllowed: true, hasDirectVeto: true, delaySeconds: 1800 },
  deny: { kind: "deny", by: "omar", ...decided },
  supersede: { kind: "supersede", by: "01JDADA7V0000000000000000B" },
  withdraw: { kind: "withdraw", by: "jane" },
  expire: { kind: "expire" },
  satisfy: {
    kind: "satisfy",
    approvers: ["omar", "ana"],
    limits: limitsWith(),
    solo: null,
    bootId: "boot-1",
    stops: [],
  },
  seen: { kind: "seen", by: "carl", isRequester: false },
  told: { kind: "told" },
  veto: { kind: "veto", by: "carl", ...decided },
  "delay-over": { kind: "delay-over", isAuthorised: true, stops: [], bootId: "boot-1" },
  lapse: { kind: "lapse" },
  restart: { kind: "restart" },
  release: {
    kind: "release",
    by: "jane",
    what: "code",
    isRepeat: false,
    isAuthorised: true,
    limits: limitsWith(),
    d: { step: 59_841_000, n: 1, of: 3 },
    flags: [],
  },
  revoke: { kind: "revoke", by: "omar", isCustodian: false, ...decided },
  "requester-removed": { kind: "requester-removed" },
  resync: { kind: "resync" },
  "end-window": { kind: "end-window", by: "jane" },
  "window-over": { kind: "window-over" },
  close: { kind: "close", by: "jane", statementHash: "statement" },
  "statement-missing": { kind: "statement-missing" },
};

/** When each time-driven event is due for the samples; the others come at `now`. */
export const dueTimes: Partial<Record<RequestEvent["kind"], number>> = {
  expire: now + 1200,
  "delay-over": now + 1300,
  lapse: now + 1000,
  "window-over": now + 800,
  "statement-missing": now + 86_400,
};

/** Every row of the table: event, the states it may come in, and where it leads. Everything else is refused. */
export const rows: Readonly<Record<RequestEvent["kind"], { readonly [S in StateName]?: RequestState["phase"] }>> = {
  create: { "-": "pending" },
  approve: { PENDING: "pending", "PENDING with break-seal": "pending" },
  "break-seal": { PENDING: "pending" },
  deny: { PENDING: "denied", "PENDING with break-seal": "denied" },
  supersede: { PENDING: "superseded", "PENDING with break-seal": "superseded", "DELAYED by break-seal": "superseded" },
  withdraw: {
    PENDING: "withdrawn",
    "PENDING with break-seal": "withdrawn",
    DELAYED: "withdrawn",
    "DELAYED by break-seal": "withdrawn",
    READY: "withdrawn",
    "READY sealed": "withdrawn",
  },
  expire: { PENDING: "expired", "PENDING with break-seal": "expired" },
  satisfy: { PENDING: "ready", "PENDING with break-seal": "ready", "DELAYED by break-seal": "ready" },
  seen: { "PENDING with break-seal": "delayed" },
  told: { "PENDING with break-seal": "delayed" },
  veto: { "PENDING with break-seal": "vetoed", DELAYED: "vetoed", "DELAYED by break-seal": "vetoed" },
  "delay-over": { DELAYED: "ready", "DELAYED by break-seal": "ready" },
  lapse: { READY: "lapsed", "READY sealed": "lapsed", "OPEN sealed": "lapsed" },
  restart: { READY: "lapsed", "READY sealed": "lapsed", "OPEN sealed": "lapsed" },
  release: { READY: "open", "READY sealed": "open", OPEN: "open", "OPEN sealed": "open" },
  revoke: { READY: "revoked", "READY sealed": "revoked", OPEN: "revoked", "OPEN sealed": "revoked" },
  "requester-removed": { READY: "revoked", "READY sealed": "revoked", OPEN: "revoked", "OPEN sealed": "revoked" },
  resync: {
    PENDING: "revoked",
    "PENDING with break-seal": "revoked",
    DELAYED: "revoked",
    "DELAYED by break-seal": "revoked",
    READY: "revoked",
    "READY sealed": "revoked",
    OPEN: "revoked",
    "OPEN sealed": "revoked",
    CLOSING: "revoked",
  },
  "end-window": { OPEN: "closing", "OPEN sealed": "closing" },
  "window-over": { OPEN: "closing", "OPEN sealed": "closing" },
  close: { CLOSING: "closed" },
  "statement-missing": { CLOSING: "closed" },
};
