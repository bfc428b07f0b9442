import { type Caller, type Question } from "./question.ts";
import type { Request } from "./request.ts";
import { type ArnForm, roleArnOf } from "./role-arn.ts";

/** What is known of a condition key: its values; not there; there with a value that is not known; nothing. */
export type KeyState = readonly string[] | "absent" | "present" | "unknown";

const tagPrefix = "aws:principaltag/";

/**
 * The state of a condition key (lower case). The context wins; then what the caller implies. Source: IAM user guide,
 * "Request information that you can use for policy variables" and "AWS global condition context keys".
 */
export function keyState(request: Request, key: string): KeyState {
  const { ask, caller } = request.question;
  const given = ask.context.get(key);
  if (given !== undefined) return given;
  if (key.startsWith(tagPrefix)) return tagState(request.question, key.slice(tagPrefix.length));
  const implied = caller === "anonymous" ? anonymousState(key) : callerState(caller, key);
  return implied ?? (ask.otherKeys === "absent" ? "absent" : "unknown");
}

/** The other form the value of `aws:PrincipalArn` may have, because a session ARN hides the role's path; else null. */
export function otherForm(request: Request, key: string): ArnForm | null {
  const { ask, caller } = request.question;
  if (key !== "aws:principalarn" || caller === "anonymous" || ask.context.has(key)) return null;
  return roleArnOf(caller, undefined)?.withPath ?? null;
}

function anonymousState(key: string): KeyState | null {
  switch (key) {
    case "aws:username":
    case "aws:principalarn":
      return "absent";
    case "aws:userid":
    case "aws:principalaccount":
      return ["anonymous"];
    case "aws:principaltype":
      return ["Anonymous"];
    default:
      return null;
  }
}

function callerState(caller: Caller, key: string): KeyState | null {
  switch (key) {
    case "aws:username":
      return caller.kind === "user" ? [caller.arn.slice(caller.arn.lastIndexOf("/") + 1)] : "absent";
    case "aws:userid":
      return userId(caller);
    case "aws:principalarn":
      return principalArn(caller);
    case "aws:principalaccount":
      return isOutside(caller) ? null : [caller.account];
    case "aws:principaltype":
      return principalType(caller);
    case "aws:assumedroot":
      return caller.kind === "assumed-root" ? ["true"] : null;
    default:
      return null;
  }
}

function isOutside(caller: Caller): boolean {
  return caller.kind === "service" || caller.kind === "identity-provider";
}

function userId(caller: Caller): KeyState | null {
  switch (caller.kind) {
    case "root":
    case "assumed-root":
      return [caller.account];
    case "federated-user":
      return [`${caller.account}:${caller.arn.slice(caller.arn.lastIndexOf("/") + 1)}`];
    case "user":
    case "role":
    case "role-session":
    case "service-linked-role":
      // A unique id (AIDA…, AROA…:session) that no ARN shows.
      return "present";
    case "service":
    case "identity-provider":
      return null;
  }
}

function principalArn(caller: Caller): KeyState | null {
  switch (caller.kind) {
    case "user":
    case "root":
    case "federated-user":
      return [caller.arn];
    case "assumed-root":
      return [`arn:${caller.arn.split(":")[1] ?? "aws"}:iam::${caller.account}:root`];
    case "role":
    case "role-session":
    case "service-linked-role":
      return [roleArnOf(caller, undefined)?.arn ?? caller.arn];
    case "service":
    case "identity-provider":
      return null;
  }
}

function principalType(caller: Caller): KeyState | null {
  switch (caller.kind) {
    case "user":
      return ["User"];
    case "root":
      return ["Account"];
    case "federated-user":
      return ["FederatedUser"];
    case "role":
    case "role-session":
    case "service-linked-role":
      return ["AssumedRole"];
    case "assumed-root":
      return "present";
    case "service":
    case "identity-provider":
      return null;
  }
}

function tagState(question: Question, tag: string): KeyState {
  const { ask, caller } = question;
  if (caller !== "anonymous") {
    for (const [name, value] of Object.entries(caller.tags)) if (name.toLowerCase() === tag) return [value];
  }
  const isFixed = caller === "anonymous" || caller.kind === "user" || caller.kind === "root";
  // A session may bring tags of its own; a user and root have only those attached to them.
  return ask.otherKeys === "absent" || isFixed ? "absent" : "unknown";
}
