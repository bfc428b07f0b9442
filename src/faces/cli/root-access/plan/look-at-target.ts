import { managementOf } from "../../../../app/root-access/organization/organization-reads.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { type Fact, isSeen } from "../../../../domain/core/fact.ts";
import { rootAccessErrors } from "../../../../domain/custody/root-access/errors.ts";
import type { TargetFacts } from "../../../../domain/custody/root-access/refusal-of.ts";
import type { AccountFacts } from "../../../../domain/snapshot/account-facts.ts";
import type { Invocation } from "../../command.ts";
import { withAdvice } from "./offline-advice.ts";
import { withOwnAws } from "../own-aws.ts";

/** What is known of the member that a plan is for. */
export interface Target extends TargetFacts {
  readonly partition: string;
  /** `null` where nobody could look. */
  readonly name: string | null;
  /** The root mailbox, whole. */
  readonly mailbox: string | null;
  /** Where the caller's calls go; `null` where AWS was not asked. */
  readonly region: string | null;
}

/** A target that nobody looked at; the partition follows from the region. */
export function unseenTarget(region: string | null): Target {
  const partition =
    region?.startsWith("cn-") === true ? "aws-cn" : region?.startsWith("us-gov-") === true ? "aws-us-gov" : "aws";
  return { partition, name: null, mailbox: null, region, kind: null, state: null, features: null };
}

/**
 * Looks at a member with the person's own credentials; nothing is asked of the member itself. Throws
 * `ROOT_ACCESS_NOT_A_MEMBER` where the organization does not name it, and the `AWS_*` rows.
 */
export function lookAtTarget(invocation: Invocation, account: string): Promise<Target> {
  return withAdvice(() =>
    withOwnAws(invocation, async ({ session, region }) => {
      const { organizationReads } = await import("../../../../app/root-access/organization/organization-reads.ts");
      const reads = organizationReads(session);
      const found = await reads.place();
      if (isSeen(found.organization) && found.organization.value === null) {
        throw notMember(`${session.account}, whose credentials these are, is in no organization`);
      }
      const management = managementOf(found);
      const [features, accounts] = await Promise.all([reads.features(), reads.accounts(management)]);
      const common = { partition: session.partition, region, features: valueOf(features) };
      if (!isSeen(accounts)) {
        const kind = account === management ? "management" : null;
        return { ...common, name: null, mailbox: null, kind, state: null };
      }
      const facts = accounts.value.find(({ id }) => id === account);
      if (facts === undefined) throw notMember(`the organization's list of accounts does not name ${account}`);
      return { ...common, ...ofList(facts) };
    }),
  );
}

function ofList({ kind, name, email, state }: AccountFacts): Pick<Target, "name" | "mailbox" | "kind" | "state"> {
  return { kind, name: valueOf(name), mailbox: valueOf(email), state: valueOf(state) };
}

function valueOf<T>(fact: Fact<T> | undefined): T | null {
  return isSeen(fact) ? fact.value : null;
}

function notMember(detail: string): CodedError {
  return new CodedError(rootAccessErrors.ROOT_ACCESS_NOT_A_MEMBER, {
    detail,
    hint: "Check the digits and the profile; a plan is made with credentials of the account's own organization.",
  });
}
