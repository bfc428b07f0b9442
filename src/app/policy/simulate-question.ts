import { arnParts } from "../../domain/core/arn.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { Caller, Layers, NamedPolicy, Question } from "../../domain/iam/decide/question.ts";
import { pathText } from "../../domain/iam/language/json-path.ts";
import { parsePolicy } from "../../domain/iam/language/parse-policy.ts";
import type { PolicyKind } from "../../domain/iam/language/policy-kind.ts";
import { policyErrors } from "./errors.ts";
import { principalKind } from "./principal-kind.ts";
import type { SimulateRequest } from "./simulate-request.ts";

/**
 * The question a request asks. Everything that is absent does not exist: other condition keys, other layers. Throws
 * `POLICY_REQUEST_*` and `IAM_POLICY_*` with the path inside the request as position.
 */
export function simulateQuestion(asked: SimulateRequest): Question {
  const { action, resource, resourceAccount } = asked.request;
  return {
    caller: asked.principal === "anonymous" ? "anonymous" : callerOf(asked.principal),
    layers: layersOf(asked),
    ask: { action, resource, resourceAccount, context: contextOf(asked.request.context), otherKeys: "absent" },
  };
}

function callerOf(principal: Exclude<SimulateRequest["principal"], string>): Caller {
  const kind = principal.kind ?? principalKind(principal.arn);
  if (kind === null) refuse("principal.arn", `${principal.arn} does not tell its kind`);
  const shown = arnParts(principal.arn)?.account ?? "";
  const account = principal.account ?? shown;
  if (kind !== "service" && kind !== "identity-provider") {
    if (account === "") refuse("principal", "account is missing");
    if (shown !== "" && shown !== account)
      refuse("principal.account", `the ARN belongs to ${shown}, not to ${account}`);
  }
  return {
    arn: principal.arn,
    account,
    kind,
    management: principal.management ?? false,
    tags: principal.tags ?? {},
    ...(principal.sessionOf === undefined ? {} : { sessionOf: principal.sessionOf }),
  };
}

function layersOf({ policies, request }: SimulateRequest): Layers {
  const { identity, boundary, session, resource, endpoint, scps, rcps } = policies;
  const kind = resourceKind(request.action, request.resource);
  return {
    identity: named(identity, "identity", ["identity"]),
    boundary: boundary && named(boundary, "boundary", ["boundary"]),
    session: session && named(session, "session", ["session"]),
    resource: resource === undefined ? undefined : namedPolicy(resource, kind, ["resource"]),
    endpoint: endpoint && named(endpoint, "endpoint", ["endpoint"]),
    scps: scps?.map((level, index) => named(level, "scp", ["scps", index])),
    rcps: rcps?.map((level, index) => named(level, "rcp", ["rcps", index])),
  };
}

/** For AssumeRole calls the resource policy is the role's trust policy; Resource does not stand there. */
function resourceKind(action: string, resource: string): PolicyKind {
  const name = action.toLowerCase();
  if (name.startsWith("sts:assumerole") && !name.startsWith("sts:assumeroot")) return "trust";
  const isSession = name === "sts:tagsession" || name === "sts:setsourceidentity" || name === "sts:setcontext";
  return isSession && arnParts(resource)?.resource.startsWith("role/") === true ? "trust" : "resource";
}

type Steps = readonly (string | number)[];

function named(documents: readonly unknown[], as: PolicyKind, path: Steps): readonly NamedPolicy[] {
  return documents.map((document, index) => namedPolicy(document, as, [...path, index]));
}

function namedPolicy(document: unknown, as: PolicyKind, path: Steps): NamedPolicy {
  const name = pathText(path);
  try {
    return { name, policy: parsePolicy(document, as) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const inner = error.position?.path ?? "";
    const full = `policies.${name}${inner === "" || inner.startsWith("[") ? "" : "."}${inner}`;
    throw new CodedError(error.row, { detail: error.detail ?? undefined, position: { path: full }, cause: error });
  }
}

function contextOf(context: SimulateRequest["request"]["context"]): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(context)) {
    const folded = key.toLowerCase();
    if (known.has(folded)) {
      const position = { path: pathText(["request", "context", key]) };
      throw new CodedError(policyErrors.POLICY_REQUEST_CONTEXT, { detail: key, position });
    }
    known.set(folded, typeof value === "string" ? [value] : value);
  }
  return known;
}

function refuse(path: string, detail: string): never {
  throw new CodedError(policyErrors.POLICY_REQUEST_PRINCIPAL, { detail, position: { path } });
}
