import { isSeen } from "../../domain/core/fact.ts";
import type { Answer } from "../../domain/snapshot/calls/answer.ts";
import type { ListedAccount } from "../../domain/snapshot/listed-account.ts";
import { getAccountSummary } from "../../world/aws/iam/get-account-summary.ts";
import { listOrganizationsFeatures } from "../../world/aws/iam/list-organizations-features.ts";
import { listAccounts } from "../../world/aws/organizations/list-accounts.ts";
import type { Session } from "../../world/aws/session/session.ts";
import { getConsoleAuthorizationConfiguration } from "../../world/aws/signin/get-console-authorization-configuration.ts";
import { assumeRole } from "../../world/aws/sts/assume-role.ts";
import { findPlace } from "../scan/collect/find-place.ts";

/** One thing that was tried. */
export interface Examined {
  readonly name: string;
  readonly state: "ok" | "note" | "fail";
  readonly says: string;
  /** What to do; null when nothing is to be done. */
  readonly next: string | null;
  /** A scan cannot run at all. */
  readonly isFatal?: boolean;
}

/** What is needed to try. */
export interface ExamineAsk {
  readonly session: Session;
  readonly memberRole: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
}

const sampled = 3;

/** Tries what a scan would do: own account, organization, features, the role in three members. Never AssumeRoot. */
export async function examineReach(ask: ExamineAsk): Promise<readonly Examined[]> {
  const { session } = ask;
  const { place, organization } = await findPlace(session);
  const results: Examined[] = [
    told("root flags of this account", await getAccountSummary(session), () => "readable"),
    told("sign-in policies", await getConsoleAuthorizationConfiguration(session), () => "readable"),
  ];
  if (!isSeen(organization)) {
    const needs = organization.needs ?? "organizations:DescribeOrganization";
    results.push({ name: "organization", state: "fail", says: "could not be read", next: `allow ${needs}` });
    return results;
  }
  if (organization.value === null) {
    results.push({
      name: "organization",
      state: "note",
      says: "this account is in none: it is scanned alone",
      next: null,
    });
    return results;
  }
  const { id, managementAccount } = organization.value;
  if (place === "member") {
    const says = `${id}; this account is a member, so only it can be read`;
    const next = `use credentials of the management account ${managementAccount} or of a delegated administrator`;
    results.push({ name: "organization", state: "note", says, next });
    return results;
  }
  results.push({ name: "organization", state: "ok", says: `${id}, called from ${place}`, next: null });
  results.push(features(await listOrganizationsFeatures(session)));
  const accounts: ListedAccount[] = [];
  const listed = await listAccounts(session, async (page) => void accounts.push(...page));
  results.push(told("accounts", listed, (count) => `${count} listed`));
  const members = accounts.filter((each) => each.id !== managementAccount && (each.state ?? each.status) === "ACTIVE");
  for (const member of spread(members)) results.push(await roleIn(member.id, ask));
  return results;
}

function features(answer: Answer<readonly string[]>): Examined {
  const name = "central root access";
  if (answer.status === "failed") {
    if (answer.failure.meaning === "trusted-access-off") {
      return {
        name,
        state: "note",
        says: "off (no trusted access for IAM)",
        next: "see rootward explain org-central-root-credentials",
      };
    }
    return told(name, answer, () => "");
  }
  if (!answer.value.includes("RootCredentialsManagement")) {
    return { name, state: "note", says: "off", next: "see rootward explain org-central-root-credentials" };
  }
  return {
    name,
    state: "ok",
    says: `on (${answer.value.join(", ")}); --assume-root can read root credentials`,
    next: null,
  };
}

async function roleIn(
  account: string,
  { session, memberRole, sessionName, externalId }: ExamineAsk,
): Promise<Examined> {
  const arn = `arn:${session.partition}:iam::${account}:role/${memberRole}`;
  const name = `role in ${account}`;
  const assumed = await assumeRole(session, { arn, account, sessionName, externalId });
  if (assumed.status === "failed") {
    const next = "roll it out with rootward init, or name another role with --org-role-name";
    return { name, state: "fail", says: `${memberRole} does not let us in`, next };
  }
  return told(name, await getAccountSummary(assumed.value), () => `${memberRole} works`);
}

function told<T>(name: string, answer: Answer<T>, says: (value: T) => string): Examined {
  if (answer.status === "ok") return { name, state: "ok", says: says(answer.value), next: null };
  const { failure } = answer;
  if (failure.meaning !== "unseen")
    return { name, state: "note", says: failure.meaning.replaceAll("-", " "), next: null };
  const next =
    failure.why === "denied" ? `allow ${failure.needs} (rootward explain reader-policy)` : `see ${failure.needs}`;
  return {
    name,
    state: "fail",
    says: `${failure.why}${failure.detail === undefined ? "" : `: ${failure.detail}`}`,
    next,
  };
}

/** The first, the middle and the last. */
function spread(members: readonly ListedAccount[]): readonly ListedAccount[] {
  if (members.length <= sampled) return members;
  return [members[0], members[Math.floor(members.length / 2)], members.at(-1)].flatMap((each) => each ?? []);
}
