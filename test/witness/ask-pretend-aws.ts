import { evaluate } from "../../src/demo/evaluator/evaluate.ts";
import { organizationFileOf } from "../../src/demo/organization-file.ts";
import type { AccountState } from "../../src/demo/state/account-state.ts";
import { buildState } from "../../src/demo/state/build-state.ts";
import type { PolicyType } from "../../src/demo/state/organization-state.ts";
import { PolicyDocument } from "../../src/demo/state/policy-document.ts";
import type { PretendState } from "../../src/demo/state/pretend-state.ts";
import { rolePrincipal, rootPrincipal, userPrincipal } from "../../src/demo/state/principal-of.ts";
import type { Principal } from "../../src/demo/state/principal.ts";
import { type Trial, type TrialAccount, trialAccounts, type Written } from "./any-trial.ts";

/** The pretend AWS's answer; `implicit` where nothing allows. */
export type PretendAnswer = "allowed" | "implicit" | "explicit";

const unit = "ou-wtns-unit0000";
const root = "r-wtns";

/** Builds the three accounts once; each trial then puts its policies into them. */
export function pretendWorld(): PretendState {
  const principals = [
    { arn: "user/alice" },
    { arn: "user/div/carol" },
    { arn: "role/team/Dev", trust: "account" },
    { arn: "role/Plain", trust: "account" },
    { arn: "role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", trust: "service:x.amazonaws.com" },
  ];
  const { management, member, other } = trialAccounts;
  return buildState(
    organizationFileOf({
      organization: { id: "o-witness000" },
      ous: { [root]: { children: { [unit]: {} } } },
      accounts: {
        [management]: { role: "management", email: "m@corp.example", root: { password: {} }, principals },
        [member]: { email: "a@corp.example", ou: unit, root: "none", principals },
        [other]: { email: "b@corp.example", ou: unit, root: "none", principals },
      },
    }),
    { switches: { rcpStopsAssumeRoot: true } },
  );
}

/** Asks the pretend AWS the question of a trial; changes the world to fit. */
export function askPretendAws(world: PretendState, trial: Trial): PretendAnswer {
  const account = accountOf(world, trial.home);
  const caller = prepareCaller(world, account, trial);
  prepareLevels(world, "SERVICE_CONTROL_POLICY", trial.home, trial.scps);
  prepareLevels(world, "RESOURCE_CONTROL_POLICY", trial.owner, trial.rcps);
  const { action, resource, context } = trial;
  const { "aws:SourceIp": [sourceIp] = [], ...own } = context;
  // Calls that no resource policy governs: their handlers give none, not even an empty one.
  const isOrganizationCall = action === "sts:AssumeRoot" || action.startsWith("account:");
  const answer = evaluate(
    world,
    caller,
    action,
    resource,
    { region: "us-east-1", sourceIp: sourceIp ?? "192.0.2.9" },
    {
      context: own,
      resourceAccount: accountOf(world, trial.owner),
      ...(isOrganizationCall
        ? {}
        : { resourcePolicy: trial.resourcePolicy === null ? null : documentOf(trial.resourcePolicy) }),
      resourceMustAllow: action === "sts:AssumeRole" || action.startsWith("kms:"),
      rootPassesResourceDeny: action === "s3:PutBucketPolicy",
    },
  );
  if (answer.allowed) return "allowed";
  return answer.message.includes("with an explicit deny in ") ? "explicit" : "implicit";
}

function prepareCaller(world: PretendState, account: AccountState, trial: Trial): Principal {
  const { caller } = trial;
  if (caller === "root") return rootPrincipal(world, account, { kind: "key" });
  if (caller === "assumed-root")
    return rootPrincipal(world, account, { kind: "assume-root", task: trial.task, by: "x" });
  const { users, roles, managed } = account.iam;
  const user = users.get(caller);
  const role = roles.get(caller === "linked" ? "AWSServiceRoleForX" : caller);
  const entity = user ?? role;
  if (entity === undefined) throw new Error(caller);
  entity.inline = trial.identity.map((each, index) => ({ name: `p${index}`, document: documentOf(each) }));
  entity.attached = [];
  entity.tags = trial.team === null ? {} : { Team: trial.team };
  const arn = `arn:aws:iam::${account.id}:policy/boundary`;
  entity.boundary = trial.boundary === null ? null : arn;
  if (trial.boundary !== null) {
    const version = { id: "v1", document: documentOf(trial.boundary), createdAt: 0 };
    managed.set(arn, { arn, name: "boundary", path: "/", createdAt: 0, versions: [version], defaultVersion: "v1" });
  }
  if (user !== undefined) return userPrincipal(world, account, user);
  if (role === undefined) throw new Error(caller);
  return rolePrincipal(world, account, role, "s");
}

function prepareLevels(
  { organization }: PretendState,
  type: PolicyType,
  account: TrialAccount,
  levels: Trial["scps"],
): void {
  if (organization === null) throw new Error("no organization");
  organization.policyTypes.set(type, levels === null ? "DISABLED" : "ENABLED");
  for (const [index, target] of [root, unit, trialAccounts[account]].entries()) {
    const ids = (levels?.[index] ?? []).map((written, place) => {
      const id = `p-${type}-${index}-${place}`;
      const document = documentOf(written);
      organization.policies.set(id, { id, name: id, description: "", type, awsManaged: false, document });
      return id;
    });
    organization.attachments[type].set(target, ids);
  }
}

function accountOf(world: PretendState, which: TrialAccount): AccountState {
  const found = [...world.accounts.values()].find((one) => one.id === trialAccounts[which]);
  if (found === undefined) throw new Error(which);
  return found;
}

function documentOf(written: Written): PolicyDocument {
  return new PolicyDocument(JSON.stringify(written));
}
