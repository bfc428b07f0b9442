// What a request is about, settled before anything is signed: the account, the rule it lives under, what is asked for. What
// the broker would refuse for certain is refused here, with what to do instead.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { Capability } from "../../../../domain/custody/documents/fields.ts";
import type {
  ReleasePolicyDocument,
  ReleaseRule,
} from "../../../../domain/custody/documents/release-policy-document.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { namedAccount } from "../../../../domain/custody/release-policy/named-account.ts";
import { ruleOfAccount } from "../../../../domain/custody/release-policy/rule-of-account.ts";
import { rootAccessErrors } from "../../../../domain/custody/root-access/errors.ts";
import { clientErrors } from "../errors.ts";
import type { ShownAccount } from "../ports/gate.ts";
import { digitsOf, findKnownAccount } from "./find-account.ts";

/** What a target is found by. */
export interface TargetAsk {
  /** As typed: `PARTITION:` and 12 digits, 12 digits, a name, or the last four digits. */
  readonly account: string;
  /** The name of an account that the gate does not list; its digits when left out. */
  readonly accountName?: string | undefined;
  /** Empty: what the account's rule allows of password and code. */
  readonly capabilities: readonly Capability[];
  /** For `assume-root`, which it stands for alone: the full ARN, or AWS's name of the task alone. */
  readonly taskPolicy: string | null;
}

/** Whom a request is about, under which rule, and for what. */
export interface RequestTarget {
  readonly account: string;
  readonly name: string;
  readonly rule: ReleaseRule;
  readonly capabilities: readonly Capability[];
  /** Full ARN in the account's partition; `null` for password and code. */
  readonly taskPolicy: string | null;
}

/** What is known about the accounts: the gate's list, the names of earlier requests, the rules in force. */
export interface KnownAccounts {
  readonly listed: readonly ShownAccount[];
  readonly names: Readonly<Record<string, string>>;
  readonly policy: Pick<ReleasePolicyDocument, "rules">;
}

/**
 * Whom a request is about. A root session is for a member that may have nothing in custody, so the gate need not list it.
 * Throws `CLIENT_ACCOUNT_*`, `CUSTODY_NO_RULE`, `CLIENT_NOT_IN_RULE`, `ROOT_ACCESS_NOT_A_MEMBER`.
 */
export function requestTarget(ask: TargetAsk, known: KnownAccounts): RequestTarget {
  const isSession = ask.taskPolicy !== null || ask.capabilities.includes("assume-root");
  const { account, name } =
    (isSession ? unlisted(ask, known) : null) ?? findKnownAccount(ask.account, known.listed, known.names);
  const digits = digitsOf(account);
  if (isSession && account === namedAccount(known.policy, "management")) {
    throw new CodedError(rootAccessErrors.ROOT_ACCESS_NOT_A_MEMBER, { detail: `${digits} is the management account` });
  }
  const rule = ruleOfAccount(known.policy, account);
  if (rule === null) throw new CodedError(custodyErrors.CUSTODY_NO_RULE, { detail: digits });
  const capabilities = capabilitiesOf(ask, rule);
  const beyond = capabilities.find((each) => !rule.capabilities.includes(each));
  if (beyond !== undefined) {
    const detail = `rule ${rule.name} of ${digits} allows ${rule.capabilities.join(", ")}, not ${beyond}`;
    throw new CodedError(clientErrors.CLIENT_NOT_IN_RULE, { detail });
  }
  return { account, name, rule, capabilities, taskPolicy: taskPolicyOf(ask.taskPolicy, account) };
}

/** An account that is named by its digits and that the gate does not list; else `null`. */
function unlisted(
  { account: text, accountName }: TargetAsk,
  { listed, policy }: KnownAccounts,
): Pick<RequestTarget, "account" | "name"> | null {
  const [, partition, digits] =
    /^(?:(aws|aws-cn|aws-us-gov):)?([0-9]{12})$/.exec(text.trim().replaceAll(/(?<=[0-9])[ -](?=[0-9])/g, "")) ?? [];
  if (digits === undefined) return null;
  if (
    listed.some(
      (each) =>
        digitsOf(each.account) === digits && (partition === undefined || each.account === `${partition}:${digits}`),
    )
  ) {
    return null;
  }
  // An organization lies in one partition, its management account's.
  const ofOrganization = namedAccount(policy, "management")?.split(":")[0] ?? "aws";
  return { account: `${partition ?? ofOrganization}:${digits}`, name: accountName ?? digits };
}

function capabilitiesOf({ capabilities, taskPolicy }: TargetAsk, rule: ReleaseRule): Capability[] {
  if (capabilities.length > 0) return [...new Set(capabilities)].toSorted();
  if (taskPolicy !== null) return ["assume-root"];
  const common = rule.capabilities.filter((each) => each !== "assume-root");
  if (common.length > 0) return common;
  throw new CodedError(clientErrors.CLIENT_NOT_IN_RULE, {
    detail: `rule ${rule.name} allows root sessions alone`,
    hint: "Name the task: `rootward bg request --plan FILE`, with a plan that a `rootward root-access` command saved.",
  });
}

function taskPolicyOf(given: string | null, account: string): string | null {
  if (given === null || given.startsWith("arn:")) return given;
  return `arn:${account.slice(0, account.indexOf(":"))}:iam::aws:policy/root-task/${given}`;
}
