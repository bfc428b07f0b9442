import { CodedError } from "../../../../domain/core/coded-error.ts";
import { type Fact, factOf, isSeen, unseen } from "../../../../domain/core/fact.ts";
import type { AccountFacts, MfaDevice } from "../../../../domain/snapshot/account-facts.ts";
import { unseenOf } from "../../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../../../../world/aws/session/session.ts";
import type { CollectAsk } from "../../../scan/collect/collect-ask.ts";
import { collectVirtualDevices } from "../../../scan/collect/collect-root.ts";
import { memberSession } from "../../../scan/collect/member-session.ts";
import type { Draft } from "../../../scan/collect/run.ts";

/** Reads the root user's virtual MFA devices of one account, as AWS lists them now. */
export type LookAtRoot = () => Promise<Fact<readonly MfaDevice[]>>;

/**
 * A look with these credentials: from the account itself where they are its own, else through the reader role there, which
 * is assumed once. `account` is `<partition>:<12 digits>`. What could not be read says why; it throws only the reason of an
 * abort.
 */
export function lookAtRoot(
  from: Session,
  account: string,
  role: Pick<CollectAsk, "memberRole" | "externalId">,
): LookAtRoot {
  const [partition = "", digits = ""] = account.split(":");
  let inside: Session | null = from.account === digits ? from : null;
  return async () => {
    if (from.partition !== partition) {
      return unseen("no-role", `credentials of partition ${partition}`, `these are of partition ${from.partition}`);
    }
    try {
      if (inside === null) {
        const assumed = await memberSession(from, digits, role);
        if (assumed.status === "failed") return unseenOf(assumed.call, assumed.failure);
        inside = assumed.value;
      }
      const draft: Draft<AccountFacts> = { id: digits, kind: "member" };
      await collectVirtualDevices({ keepSince: "" }, draft, inside);
      return factOf(draft.devices);
    } catch (error) {
      // Credentials that could not be renewed, or an endpoint that never can answer.
      if (!(error instanceof CodedError)) throw error;
      return unseen("credentials-expired", "iam:ListVirtualMFADevices", error.message);
    }
  };
}

/** The serials of a look; empty when it saw nothing. */
export function serialsOf(devices: Fact<readonly MfaDevice[]>): ReadonlySet<string> {
  return new Set(isSeen(devices) ? devices.value.map(({ serial }) => serial) : []);
}
