import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsFailure } from "../aws-failure.ts";
import { evaluate } from "../evaluator/evaluate.ts";
import type { FaultTarget } from "../limits/faults.ts";
import type { AwsReply, AwsService, Call, HttpRequest } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import type { StoredCredentials } from "../state/credential-store.ts";
import { noteKeyUse } from "../state/note-key-use.ts";
import { readAsked, writeFailure, writeResult, type Asked, type HttpReply } from "./protocols.ts";
import type { Runtime } from "./runtime.ts";
import { expiredToken, missingSignature, signatureFailure } from "./signature-failure.ts";
import { signedScope, verifySignature, type SignedScope } from "./verify-signature.ts";

/** How a signed request ends: with a reply, or (faults) never, or with a cut connection. */
export type Ending = HttpReply | "hang" | "drop";

/** At most so many calls to Organizations at once; beyond it "another request is already in progress". */
const organizationsAtOnce = 2;

/** Serves one call to an AWS service from signature to reply; never throws. */
export async function serveSigned(runtime: Runtime, request: HttpRequest): Promise<Ending> {
  const requestId = randomUUID();
  const scope = signedScope(request);
  const service = runtime.services.get(scope?.service ?? guessedService(request));
  if (service === undefined) {
    return { status: 404, headers: { "content-type": "text/plain" }, body: `no service ${scope?.service ?? ""}\n` };
  }
  try {
    if (scope === null) throw missingSignature(service);
    const asked = readAsked(service, request);
    if (asked === "unreadable") throw new AwsFailure("SerializationException", 400, "The body is not a JSON object");
    if (asked === null) throw unknownOperation(service, "(none)");
    const reply = await serveKnown(runtime, service, scope, asked, request);
    if (typeof reply === "string") return reply;
    if (reply.kind === "raw") return reply;
    return writeResult(service, asked.operation, reply.result, requestId);
  } catch (failure) {
    return writeFailure(service, asFailure(failure), requestId);
  }
}

async function serveKnown(
  runtime: Runtime,
  service: AwsService,
  scope: SignedScope,
  asked: Asked,
  request: HttpRequest,
): Promise<AwsReply | "hang" | "drop"> {
  const { state } = runtime;
  const wall = runtime.wallClock();
  const verdict = verifySignature(request, state.credentials, wall, state.clock.now());
  if (verdict.status !== "valid") throw signatureFailure(service, verdict, wall);
  const { credentials } = verdict;
  const account = state.accounts.get(credentials.principal.account);
  if (account === undefined) throw signatureFailure(service, { status: "unknown-key" }, wall);

  const target = faultTarget(service, asked, account);
  state.counters.count(`${service.name}:${asked.operation}`, account.id);
  if (state.faults.hit("drop", target) !== null) return "drop";
  if (state.faults.hit("hang", target) !== null) return "hang";
  const owner = service.name === "organizations" ? "organization" : account.id;
  const leave = enter(runtime, `${service.name} ${owner}`);
  try {
    const latency = state.faults.hit("latency", target);
    draw(runtime, service, asked, account);
    if (latency !== null) await sleep(latency.milliseconds);
    refuseByFault(runtime, service, asked, target);
    noteKeyUse(state, credentials, service.name, scope.region);
    return await handle(runtime, service, scope, asked, request, credentials, account);
  } finally {
    leave();
  }
}

async function handle(
  runtime: Runtime,
  service: AwsService,
  scope: SignedScope,
  asked: Asked,
  request: HttpRequest,
  credentials: StoredCredentials,
  account: AccountState,
): Promise<AwsReply> {
  const handler = Object.hasOwn(service.handlers, asked.operation) ? service.handlers[asked.operation] : undefined;
  if (handler === undefined) throw unknownOperation(service, asked.operation);
  const { state } = runtime;
  const caller = credentials.principal;
  const surroundings = { region: scope.region, sourceIp: request.remoteAddress };
  const decide: Call["decide"] = (action, resource, options) =>
    evaluate(state, caller, action, resource, surroundings, options);
  return handler({
    service: service.name,
    operation: asked.operation,
    region: scope.region,
    caller,
    account,
    state,
    input: asked.input,
    request,
    decide,
    authorize: (action, resource, options) => {
      const decision = decide(action, resource, options);
      if (!decision.allowed) throw new AwsFailure(service.deniedCode, service.deniedStatus, decision.message);
    },
  });
}

function draw(runtime: Runtime, service: AwsService, asked: Asked, account: AccountState): void {
  const { state, buckets } = runtime;
  if (
    service.name === "organizations" &&
    (runtime.underWay.get("organizations organization") ?? 0) > organizationsAtOnce
  ) {
    const text =
      "AWS Organizations can't complete your request because another request is already in progress. Try again later.";
    throw new AwsFailure(service.throttle.code, service.throttle.status, text, { Type: "REQUEST_IN_PROGRESS" });
  }
  const key = service.bucketOf?.(asked.operation, asked.input, account.id, state) ?? {
    group: service.name,
    owner: account.id,
  };
  const limit = buckets?.[key.group] ?? null;
  if (!state.counters.take(key.group, key.owner, limit)) throw throttled(service);
}

function refuseByFault(runtime: Runtime, service: AwsService, asked: Asked, target: FaultTarget): void {
  const { faults } = runtime.state;
  if (faults.hit("throttle", target) !== null) throw throttled(service);
  const error = faults.hit("error", target);
  if (error !== null) throw new AwsFailure(serverErrorCode(service), error.status, "We encountered an internal error.");
  if (faults.hit("expire", target) !== null) throw expiredToken(service);
  if (faults.hit("deny", target) === null) return;
  const text = `User is not authorized to perform: ${service.name}:${asked.operation} with an explicit deny`;
  throw new AwsFailure(service.deniedCode, service.deniedStatus, text);
}

function throttled(service: AwsService): AwsFailure {
  return new AwsFailure(service.throttle.code, service.throttle.status, service.throttle.message);
}

function serverErrorCode(service: AwsService): string {
  switch (service.protocol) {
    case "query":
      return "ServiceFailure";
    case "rest-xml":
      return "InternalError";
    case "json-1.1":
      return "ServiceException";
    case "json-1.0":
    case "rest-json":
      return "InternalServerException";
  }
}

function unknownOperation(service: AwsService, named: string): AwsFailure {
  if (service.protocol === "query") return new AwsFailure("InvalidAction", 400, `Could not find operation ${named}`);
  if (service.protocol === "rest-xml") {
    return new AwsFailure("MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
  }
  return new AwsFailure("UnknownOperationException", 404, `Unknown operation ${named}`);
}

function asFailure(failure: unknown): AwsFailure {
  if (failure instanceof AwsFailure) return failure;
  const message = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return new AwsFailure("InternalFailure", 500, message);
}

/** Counts a call in; what it returns counts it out. */
function enter(runtime: Runtime, key: string): () => void {
  runtime.underWay.set(key, (runtime.underWay.get(key) ?? 0) + 1);
  return () => runtime.underWay.set(key, (runtime.underWay.get(key) ?? 1) - 1);
}

function faultTarget(service: AwsService, asked: Asked, account: AccountState): FaultTarget {
  const named = ["AccountId", "TargetId", "RoleArn", "TargetPrincipal"].flatMap((key) => {
    const value = asked.input[key];
    const id = typeof value === "string" ? /(?:^|:)(\d{12})(?:$|:)/.exec(value)?.[1] : undefined;
    return id === undefined ? [] : [id];
  });
  return { service: service.name, operation: asked.operation, accounts: [account.id, ...named] };
}

/** Unsigned requests name no service: Query is taken for IAM or STS, X-Amz-Target for the service it names. */
function guessedService(request: HttpRequest): string {
  const target = request.headers["x-amz-target"] ?? "";
  if (target.startsWith("AWSOrganizations")) return "organizations";
  if (target.startsWith("AmazonSQS")) return "sqs";
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    return request.body.includes("2011-06-15") ? "sts" : "iam";
  }
  return request.method === "POST" && request.headers["content-type"]?.includes("json") ? "account" : "s3";
}
