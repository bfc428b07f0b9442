import { rcpServices } from "../catalogue/rcp-services.ts";
import { and, every, may, not, or, type Truth } from "../language/truth.ts";
import { layerAnswer, type LayerAnswer, resourceAnswer, type ResourceAnswer, type Trace } from "./layer-answer.ts";
import { isNamed, unnamed } from "./match-principal.ts";
import type { Caller, Decision, Layer, Question } from "./question.ts";
import { type Request, requestOf } from "./request.ts";
import { fixedAnswer, ignoresResourcePolicy, isOrganizationCall, needsResourceAllow } from "./service-rule.ts";

/** How to answer. */
export interface DecideOptions {
  /** Whether to say which statements decided; default true. Without it the answer comes cheaper. */
  readonly trace?: boolean | undefined;
}

/**
 * What AWS would answer to one request. `unknown` when it depends on a layer, key or rule that is not known; a certain
 * Deny or a certain lack of Allow decides even then. Source: IAM user guide, "Policy evaluation logic".
 */
export function decide(question: Question, options: DecideOptions = {}): Decision {
  const request = requestOf(question);
  const trace: Trace = options.trace === false ? null : [];
  const fixed = fixedAnswer(request);
  if (fixed !== null) {
    const outcome = fixed.decision === "allowed" ? "exempt" : "nothing-allows";
    trace?.push({ layer: "service", policy: "service", statement: null, effect: null, outcome, why: fixed.rule });
    return { decision: fixed.decision, trace: trace ?? [] };
  }
  const answers = gather(request, trace);
  const denied = denial(answers);
  if (denied === true) return { decision: "explicitly-denied", trace: trace ?? [] };
  const granted = grant(answers, request);
  if (granted === false) return { decision: "implicitly-denied", trace: trace ?? [] };
  const truth = and(granted, not(denied));
  if (truth === true) return { decision: "allowed", trace: trace ?? [] };
  const why = typeof denied === "object" ? denied.why : typeof granted === "object" ? granted.why : "";
  return { decision: "unknown", why, trace: trace ?? [] };
}

/** The answers of all layers; null where a layer does not bind this caller or does not exist. */
interface Answers {
  readonly identity: LayerAnswer | null;
  readonly boundary: LayerAnswer | null;
  readonly session: LayerAnswer | null;
  readonly endpoint: LayerAnswer | null;
  readonly resource: ResourceAnswer | null;
  readonly scps: readonly LayerAnswer[];
  readonly rcps: readonly LayerAnswer[];
}

function gather(request: Request, trace: Trace): Answers {
  const { caller, layers } = request.question;
  const answer = (layer: Layer | undefined, name: string): LayerAnswer | null =>
    layer === undefined || (!("unknown" in layer) && layer.length === 0)
      ? null
      : layerAnswer(layer, name, request, trace);
  const levels = (all: readonly Layer[] | undefined, name: string, exempt: string | null): readonly LayerAnswer[] => {
    if (all === undefined) return [];
    if (exempt === null) return all.map((level, index) => layerAnswer(level, `${name}[${index}]`, request, trace));
    trace?.push({ layer: name, policy: name, statement: null, effect: null, outcome: "exempt", why: exempt });
    return [];
  };
  const isBound = hasIdentity(caller);
  const boundary = isBound ? answer(layers.boundary, "boundary") : null;
  const skipResource = layers.resource === undefined || ignoresResourcePolicy(request);
  return {
    identity: isBound ? layerAnswer(layers.identity, "identity", request, trace) : null,
    boundary,
    session: caller === "anonymous" ? null : answer(layers.session, "session"),
    endpoint: answer(layers.endpoint, "endpoint"),
    resource:
      skipResource || layers.resource === undefined
        ? null
        : resourceAnswer(layers.resource, boundaryState(layers.boundary, isBound), request, trace),
    scps: levels(layers.scps, "scps", scpExemption(caller)),
    rcps: levels(layers.rcps, "rcps", rcpExemption(request)),
  };
}

/** True for callers whose rights come from identity policies. Root has all rights, the others have none of their own. */
function hasIdentity(caller: Caller | "anonymous"): boolean {
  if (caller === "anonymous") return false;
  switch (caller.kind) {
    case "user":
    case "role":
    case "role-session":
    case "federated-user":
    case "service-linked-role":
      return true;
    case "root":
    case "assumed-root":
    case "service":
    case "identity-provider":
      return false;
  }
}

function boundaryState(boundary: Layer | undefined, isBound: boolean): Truth {
  if (!isBound || boundary === undefined) return false;
  return "unknown" in boundary
    ? may(`whether there is a boundary is not known: ${boundary.unknown}`)
    : boundary.length > 0;
}

function scpExemption(caller: Caller | "anonymous"): string | null {
  if (caller === "anonymous") return "service control policies do not bind anonymous callers";
  if (caller.kind === "service" || caller.kind === "identity-provider")
    return "service control policies bind principals of accounts only";
  if (caller.kind === "service-linked-role") return "service control policies do not bind service-linked roles";
  return caller.management ? "service control policies do not bind the management account" : null;
}

function rcpExemption(request: Request): string | null {
  const { caller } = request.question;
  if (!rcpServices.has(request.service)) return `resource control policies do not reach ${request.service}`;
  if (caller === "anonymous") return null;
  if (caller.kind === "service-linked-role") return "resource control policies do not bind service-linked roles";
  if (caller.management && request.isSameAccount)
    return "resource control policies do not reach the management account";
  return null;
}

function denial(answers: Answers): Truth {
  const { identity, boundary, session, endpoint, resource, scps, rcps } = answers;
  let denied: Truth = false;
  for (const answer of [identity, boundary, session, resource, endpoint, ...scps, ...rcps]) {
    if (answer !== null) denied = or(denied, answer.deny);
  }
  return denied;
}

function grant(answers: Answers, request: Request): Truth {
  const guards = every([answers.endpoint, ...answers.scps, ...answers.rcps], (answer) => answer?.allow ?? true);
  if (guards === false) return false;
  const core = coreGrant(answers, request);
  const { caller } = request.question;
  if (caller === "anonymous" || caller.kind !== "federated-user" || request.service !== "iam") return and(core, guards);
  // STS API reference, GetFederationToken: no IAM by CLI or API, but its console may.
  return and(and(core, guards), may("a GetFederationToken session calls IAM in the console only, not by CLI or API"));
}

function coreGrant(answers: Answers, request: Request): Truth {
  const { caller } = request.question;
  const grants = answers.resource?.grants ?? unnamed;
  if (caller === "anonymous" || caller.kind === "service" || caller.kind === "identity-provider") {
    return or(grants.direct, grants.star);
  }
  const limits = and(
    answers.boundary?.allow ?? true,
    sessionAllows(answers.session, request.question.layers.session, caller),
  );
  const rights = hasIdentity(caller) ? (answers.identity?.allow ?? false) : true;
  const own = and(rights, limits);
  if (request.isSameAccount) {
    const starLimits = or(
      limits,
      may("AWS does not say whether a boundary or session policy limits a grant to everybody"),
    );
    const byResource = or(grants.direct, or(and(grants.limited, limits), and(grants.star, starLimits)));
    return needsResourceAllow(request) ? or(byResource, and(grants.account, own)) : or(own, byResource);
  }
  if (isOrganizationCall(request)) {
    if (caller.management) return own;
    return and(own, may("only management and its delegated administrators may call this across accounts"));
  }
  return and(own, isNamed(grants));
}

function sessionAllows(answer: LayerAnswer | null, session: Layer | undefined, caller: Caller): Truth {
  // Without a session policy a GetFederationToken session has no rights of its user.
  if (answer === null && caller.kind === "federated-user") return false;
  if (answer === null && caller.kind === "assumed-root") return may("the task policy of the root session is not given");
  if (answer === null) return true;
  // A task policy that only denies is a ceiling on root: what it does not deny stays allowed.
  if (caller.kind === "assumed-root" && session !== undefined && isDenyOnly(session)) return true;
  return answer.allow;
}

function isDenyOnly(layer: Layer): boolean {
  if ("unknown" in layer) return false;
  return layer.every(({ policy }) => policy.statements.every((statement) => statement.effect === "Deny"));
}
