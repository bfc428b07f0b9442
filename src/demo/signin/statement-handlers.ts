import { AwsFailure } from "../aws-failure.ts";
import type { SigninStatementEntry } from "../file/signin-entry.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import { requireWriteRegion } from "./require-write-region.ts";
import { statementCondition, statementPolicy } from "./statement-policy.ts";

const statementLimit = 50;
const defaultPage = 50;
const vpce = /^vpce-[a-z0-9]{8,20}$/;
const address = /^[0-9a-fA-F:.]+(\/[0-9]{1,3})?$/;
const rules = {
  sourceVpc: /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
  signinSourceVpce: vpce,
  consoleSourceVpce: vpce,
  vpcSourceIp: address,
  sourceIp: address,
  requestedRegion: /^[a-z]{2}(-[a-z]+)+-\d+$/,
  excludedPrincipal:
    /^arn:[a-z-]+:(iam::[0-9]{12}:((role|user)\/[\w+=,.@-]{1,64}|root)|sts::[0-9]{12}:federated-user\/[\w+=,.@-]{2,193})$/,
} as const;
const tokens = new WeakMap<AccountState, Map<string, string>>();

/** GetResourcePolicy: what the statements amount to; capitalised members, as the service model names them. */
export const getResourcePolicy: Handler = (call) => {
  call.authorize("signin:GetResourcePolicy", "*");
  if (call.account.signin.statements.length === 0) {
    throw new AwsFailure("ResourceNotFoundException", 404, "The account has no sign-in resource policy");
  }
  const policy = { Version: "2012-10-17", Statement: statementPolicy(call.account) };
  return result({ signinResourceBasedPolicy: policy });
};

/** ListResourcePermissionStatements: up to 100 a page. */
export const listResourcePermissionStatements: Handler = (call) => {
  call.authorize("signin:ListResourcePermissionStatements", "*");
  const size = call.input["maxResults"] ?? defaultPage;
  const token = call.input["nextToken"] ?? "0";
  if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > 100) {
    throw new AwsFailure("ValidationException", 400, "maxResults must be 1 to 100");
  }
  if (typeof token !== "string" || !/^[0-9]{1,6}$/.test(token)) {
    throw new AwsFailure("ValidationException", 400, "nextToken is not one of ours");
  }
  const from = Number(token);
  const { statements } = call.account.signin;
  const page = statements.slice(from, from + size);
  const permissionStatements = page.map((one) => ({ sid: one.id, condition: statementCondition(one) }));
  const next = from + size < statements.length ? { nextToken: String(from + size) } : {};
  return result({ permissionStatements, ...next });
};

/** PutResourcePermissionStatement: adds one; the same client token gives the same statement again. */
export const putResourcePermissionStatement: Handler = (call) => {
  requireWriteRegion(call);
  call.authorize("signin:PutResourcePermissionStatement", "*");
  const { signin } = call.account;
  const known = tokens.get(call.account) ?? new Map<string, string>();
  tokens.set(call.account, known);
  const token = call.input["clientToken"];
  const before = typeof token === "string" ? known.get(token) : undefined;
  if (before !== undefined) return result({ statementId: before });
  const entry = entryOf(call);
  if (signin.statements.length >= statementLimit) {
    throw new AwsFailure("ServiceQuotaExceededException", 402, "There are too many permission statements");
  }
  const id = `stmt-${call.state.random.upper(16).toLowerCase()}`;
  signin.statements = [...signin.statements, { ...entry, id }];
  if (typeof token === "string") known.set(token, id);
  return result({ statementId: id });
};

/** DeleteResourcePermissionStatement. */
export const deleteResourcePermissionStatement: Handler = (call) => {
  requireWriteRegion(call);
  call.authorize("signin:DeleteResourcePermissionStatement", "*");
  const { signin } = call.account;
  const id = call.input["statementId"];
  const rest = signin.statements.filter((one) => one.id !== id);
  if (rest.length === signin.statements.length) {
    throw new AwsFailure("ResourceNotFoundException", 404, "There is no such permission statement");
  }
  signin.statements = rest;
  return result();
};

function entryOf(call: Call): SigninStatementEntry {
  const found: Record<string, readonly string[]> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = call.input[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "string" || !rule.test(value)) {
      throw new AwsFailure("ValidationException", 400, `${name} must match ${rule.source}`);
    }
    found[name] = [value];
  }
  if (Object.keys(found).length === 0)
    throw new AwsFailure("ValidationException", 400, "A statement needs a condition");
  const needsRegion = found["sourceVpc"] ?? found["signinSourceVpce"] ?? found["consoleSourceVpce"];
  if (needsRegion !== undefined && found["requestedRegion"] === undefined) {
    throw new AwsFailure("ValidationException", 400, "requestedRegion must be given with a VPC or endpoint");
  }
  return found;
}
