import type { Plan, PlannedDocument } from "./plan.ts";

/** What puts a planned document in place and what takes it back, as lines to read and run one by one. */
export interface PlanCommands {
  readonly apply: readonly string[];
  readonly back: readonly string[];
}

/** The commands of one document. Nothing runs by itself. */
export function planCommands(planned: PlannedDocument, plan: Plan): PlanCommands {
  switch (planned.kind) {
    case "scp":
    case "rcp":
      return organizationCommands(planned, plan);
    case "boundary":
      return boundaryCommands(planned, plan);
    case "signin":
      return signinCommands(planned, plan);
  }
}

function organizationCommands(planned: PlannedDocument, plan: Plan): PlanCommands {
  const { kind, name, title, file, targets, replaces } = planned;
  const type = kind === "scp" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY";
  const id = replaces ?? "<id from above>";
  const enableType = plan.enableTypes.includes(type)
    ? [`aws organizations enable-policy-type --root-id ${plan.root ?? "r-…"} --policy-type ${type}`]
    : [];
  const write =
    replaces === null
      ? `aws organizations create-policy --type ${type} --name ${name} --description "${title}" --content file://${file}`
      : `aws organizations update-policy --policy-id ${replaces} --content file://${file}`;
  const attach = targets.map((target) => `aws organizations attach-policy --policy-id ${id} --target-id ${target}`);
  const detach = targets.map((target) => `aws organizations detach-policy --policy-id ${id} --target-id ${target}`);
  return {
    apply: [...enableType, write, ...(targets.length === 0 ? [] : ["# first to a unit for tests, then"]), ...attach],
    back: replaces === null ? detach : [...detach, `# and the former text of ${replaces}, from the snapshot`],
  };
}

function boundaryCommands({ name, file }: PlannedDocument, { bounded }: Plan): PlanCommands {
  const policy = "<ARN from above>";
  const apply = bounded.map(({ arn, how, has }) => {
    const entity = arn.includes(":role/") ? "role" : "user";
    const short = arn.slice(arn.lastIndexOf("/") + 1);
    switch (how) {
      case "put":
        return `aws iam put-${entity}-permissions-boundary --${entity}-name ${short} --permissions-boundary ${policy}`;
      case "permission-set":
        return `aws sso-admin put-permissions-boundary-to-permission-set --instance-arn <instance> --permission-set-arn <of ${permissionSet(short)}> --permissions-boundary 'CustomerManagedPolicyReference={Name=${name}}'   # ${short}; then aws sso-admin provision-permission-set`;
      case "has-another":
        return `# ${arn} has the boundary ${has ?? ""}: add the Deny statements of ${file} to that policy instead`;
    }
  });
  const back = bounded.flatMap(({ arn, how }) => {
    if (how !== "put") return [];
    const entity = arn.includes(":role/") ? "role" : "user";
    return [`aws iam delete-${entity}-permissions-boundary --${entity}-name ${arn.slice(arn.lastIndexOf("/") + 1)}`];
  });
  const set = bounded.some(({ how }) => how === "permission-set")
    ? [
        "aws sso-admin delete-permissions-boundary-from-permission-set --instance-arn <instance> --permission-set-arn <set>",
      ]
    : [];
  return {
    apply: [`aws iam create-policy --policy-name ${name} --policy-document file://${file}`, ...apply],
    back: [...back, ...set],
  };
}

function signinCommands({ file }: PlannedDocument, { signinCalls }: Plan): PlanCommands {
  const calls = signinCalls.get(file) ?? [];
  return {
    apply: [
      "# signed POST calls (service signin, region us-east-1) to https://signin.us-east-1.api.aws, in this order:",
      ...calls.map(({ path, body }) => `POST ${path} ${JSON.stringify(body)}`),
    ],
    back: ["POST /delete-console-authorization-configuration {}   # as the recovery principal"],
  };
}

/** `AWSReservedSSO_Engineer_5e9a0b1c7d2f4683` → `Engineer`. */
function permissionSet(role: string): string {
  return role.replace(/^AWSReservedSSO_/, "").replace(/_[0-9a-f]{16}$/, "");
}
