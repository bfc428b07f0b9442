import { AwsFailure } from "../aws-failure.ts";
import { result, type AwsService, type Call, type Handler } from "../aws-service.ts";
import type { QueueState } from "../state/account-state.ts";

const listQueues: Handler = (call) => {
  call.authorize("sqs:ListQueues", queueArn(call, call.account.id, "*"));
  const prefix = call.input["QueueNamePrefix"];
  const queues = [...call.account.queues.values()].filter(
    (queue) => queue.region === call.region && (typeof prefix !== "string" || queue.name.startsWith(prefix)),
  );
  return result({ QueueUrls: queues.map((queue) => queueUrl(call, queue)) });
};

const getQueueUrl: Handler = (call) => {
  const queue = permittedQueue(call, call.account.id, call.input["QueueName"]);
  return result({ QueueUrl: queueUrl(call, queue) });
};

const getQueueAttributes: Handler = (call) => {
  const queue = queueOfUrl(call);
  const all: Readonly<Record<string, string>> = {
    QueueArn: queueArn(call, call.account.id, queue.name),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    ...(queue.policy === null ? {} : { Policy: queue.policy.text }),
  };
  const named: unknown = call.input["AttributeNames"] ?? [];
  const names: readonly unknown[] = Array.isArray(named) ? named : [];
  const wanted = Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name));
  return result(wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) });
};

const setQueueAttributes: Handler = (call) => {
  const queue = queueOfUrl(call);
  const attributes = call.input["Attributes"];
  if (typeof attributes !== "object" || attributes === null) {
    throw new AwsFailure("MissingParameter", 400, "The request must contain the parameter Attributes.");
  }
  const other = Object.keys(attributes).find((name) => name !== "Policy");
  if (other !== undefined) throw new AwsFailure("InvalidAttributeName", 400, `Unknown Attribute ${other}.`);
  const text: unknown = (attributes as Readonly<Record<string, unknown>>)["Policy"];
  if (typeof text !== "string") return result();
  if (text === "") queue.policy = null;
  else queue.policy = readPolicy(call, text);
  return result();
};

function readPolicy(call: Call, text: string) {
  const document = call.state.documents.of(text);
  try {
    if (document.statements.some((statement) => statement.principals === null)) throw new SyntaxError("no principal");
  } catch (cause) {
    const message = `Invalid value for the parameter Policy (${cause instanceof Error ? cause.message : "not JSON"}).`;
    throw new AwsFailure("InvalidAttributeValue", 400, message);
  }
  return document;
}

function queueOfUrl(call: Call): QueueState {
  const url = call.input["QueueUrl"];
  const [, owner, name] = (typeof url === "string" ? /\/([0-9]{12})\/([^/]+)$/.exec(url) : null) ?? [];
  if (owner === undefined) throw new AwsFailure("InvalidAddress", 404, "The address is not valid for this endpoint.");
  return permittedQueue(call, owner, name);
}

/**
 * A queue of the caller's account, if the caller may make the call. A policy that denies all stops everybody but root
 * of the owning account.
 */
function permittedQueue(call: Call, owner: string, name: unknown): QueueState {
  const queue = typeof name === "string" ? call.account.queues.get(name) : undefined;
  const isOurs = owner === call.account.id && queue !== undefined && queue.region === call.region;
  call.authorize(`sqs:${call.operation}`, queueArn(call, owner, typeof name === "string" ? name : "*"), {
    resourcePolicy: isOurs ? queue.policy : null,
    rootPassesResourceDeny: true,
  });
  if (!isOurs) throw new AwsFailure("QueueDoesNotExist", 400, "The specified queue does not exist.");
  return queue;
}

function queueArn(call: Call, owner: string, name: string): string {
  return `arn:${call.state.partition}:sqs:${call.region}:${owner}:${name}`;
}

function queueUrl(call: Call, queue: QueueState): string {
  const host = call.request.headers["host"] ?? `sqs.${call.region}.amazonaws.com`;
  return `http://${host}/${call.account.id}/${queue.name}`;
}

/** SQS, as far as queue policies go; queues of other accounts are not served. */
export const sqsService: AwsService = {
  name: "sqs",
  protocol: "json-1.0",
  handlers: {
    ListQueues: listQueues,
    GetQueueUrl: getQueueUrl,
    GetQueueAttributes: getQueueAttributes,
    SetQueueAttributes: setQueueAttributes,
  },
  deniedCode: "AccessDenied",
  deniedStatus: 403,
  throttle: { code: "RequestThrottled", status: 400, message: "Request is throttled." },
};
