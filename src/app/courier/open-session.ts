import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { writeFrame } from "../../domain/custody/frame/frame.ts";
import { receiptSeconds } from "../../domain/custody/request/receipt-refused.ts";
import type { CourierReply, CourierRequest } from "../../domain/custody/sessions/courier-lines.ts";
import type { AwsSession, Deed } from "../../domain/custody/sessions/deed.ts";
import {
  type CourierFacts,
  type Errand,
  judgeErrand,
  mostSessionSeconds,
} from "../../domain/custody/sessions/judge-errand.ts";
import { sessionAnswerBytes } from "../../domain/custody/sessions/session-answer.ts";
import type { Age } from "../../world/sealing/sealing.ts";
import { courierErrors } from "./errors.ts";

/** A role to be assumed with the courier's own credentials. */
export interface RoleWish {
  readonly arn: string;
  readonly sessionName: string;
  readonly sourceIdentity: string;
  /** Inline session policy as JSON text; left out where the role's own permissions are the limit. */
  readonly policy?: string;
  readonly durationSeconds: number;
}

/** Root of a member, for one task. */
export interface RootWish {
  /** `aws:111122223333`. */
  readonly account: string;
  readonly taskPolicyArn: string;
  readonly durationSeconds: number;
}

/** The roles that a courier may assume, by what they are for. */
export interface CourierRoles {
  readonly rootTask: string;
  readonly contacts: string;
  readonly orgFeature: string;
}

/** Everything that a courier touches. */
export interface CourierDeps {
  readonly facts: CourierFacts;
  readonly roles: CourierRoles;
  readonly age: Pick<Age, "encrypt">;
  readonly nowMs: () => number;
  readonly assumeRole: (wish: RoleWish) => Promise<Deed<AwsSession>>;
  readonly assumeRoot: (as: AwsSession, wish: RootWish) => Promise<Deed<AwsSession>>;
  /** One line for whoever watches the process; no secrets in it. */
  readonly say: (text: string) => void;
}

/** Opens one session for one receipt; the reply says what came of it and never rejects. */
export type OpenSession = (line: CourierRequest) => Promise<CourierReply>;

/** A courier from now on: receipts from before are refused, as nobody here remembers which of them were used. */
export function startCourier(deps: CourierDeps): OpenSession {
  const startedAt = Math.ceil(deps.nowMs() / 1000);
  /** Until when each used receipt must be remembered, Unix seconds. */
  const used = new Map<string, number>();
  return async (line) => {
    const nowSeconds = Math.floor(deps.nowMs() / 1000);
    for (const [hash, until] of used) if (until < nowSeconds) used.delete(hash);
    try {
      const moment = { nowSeconds, startedAt, wasUsed: (hash: string) => used.has(hash) };
      const verdict = judgeErrand(line, deps.facts, moment);
      if (verdict.status === "refused") return refusedReply(verdict.row.code, verdict.detail);
      const { errand } = verdict;
      // INVARIANT: spent before AWS is asked; what fails is asked for with a new signature.
      used.set(errand.receiptHash, nowSeconds + 3 * receiptSeconds);
      return await opened(deps, errand);
    } catch (error) {
      if (error instanceof CodedError) return refusedReply(error.row.code, error.detail ?? "");
      deps.say(`${courierErrors.COURIER_INTERNAL.code}: ${error instanceof Error ? error.name : "unknown"}`);
      return refusedReply(courierErrors.COURIER_INTERNAL.code, "");
    }
  };
}

async function opened(deps: CourierDeps, errand: Errand): Promise<CourierReply> {
  const { does, sourceIdentity, account, n, requestHash, recipient } = errand;
  const role = await deps.assumeRole({
    arn: roleOf(deps.roles, does.kind),
    sessionName: sourceIdentity,
    sourceIdentity,
    ...(does.kind === "root-task" ? {} : { policy: does.policy }),
    durationSeconds: mostSessionSeconds,
  });
  if (role.status !== "done") return awsRefused(role);
  let session = role.value;
  try {
    if (does.kind === "root-task") {
      const root = await deps.assumeRoot(session, {
        account,
        taskPolicyArn: does.taskPolicy,
        durationSeconds: does.durationSeconds,
      });
      if (root.status !== "done") return awsRefused(root);
      session.keys.wipe();
      session = root.value;
    }
    const { expiresAt, keys, region } = session;
    const data = sessionAnswerBytes({ requestHash, ...keys.reveal(), expiresAt, region });
    const place = { vault: "S", deployment: deps.facts.deployment, account, kind: "session", version: n } as const;
    const frame = writeFrame(place, data);
    const sealed = toBase64url(await deps.age.encrypt(frame, [recipient]));
    data.wipe();
    frame.wipe();
    const what = does.kind === "root-task" ? does.taskPolicy.slice(does.taskPolicy.lastIndexOf("/") + 1) : does.kind;
    deps.say(
      `session opened: ${what}, ${account}, ${sourceIdentity}, until ${new Date(expiresAt * 1000).toISOString()}`,
    );
    return { status: "done", sealed };
  } finally {
    session.keys.wipe();
  }
}

function roleOf(roles: CourierRoles, kind: Errand["does"]["kind"]): string {
  switch (kind) {
    case "root-task":
      return roles.rootTask;
    case "contacts":
      return roles.contacts;
    case "org-feature":
      return roles.orgFeature;
  }
}

function awsRefused(deed: Exclude<Deed<never>, { readonly status: "done" }>): CourierReply {
  if (deed.status === "absent") return refusedReply(courierErrors.COURIER_AWS_REFUSED.code, "no answer");
  const { action, code, message, advice } = deed;
  const detail = `${action}: ${code}: ${message}${advice === undefined ? "" : ` ${advice}`}`;
  return refusedReply(courierErrors.COURIER_AWS_REFUSED.code, detail);
}

/** The reply that refuses, by the id of an error row. */
export function refusedReply(error: string, detail: string): CourierReply {
  return { status: "refused", error, detail: detail.slice(0, 500) };
}
