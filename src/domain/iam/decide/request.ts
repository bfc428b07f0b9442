import { arnParts } from "../../core/arn.ts";
import { arnSegments } from "../language/arn-segments.ts";
import type { Question } from "./question.ts";

/** A question with what is worked out once for it. */
export interface Request {
  readonly question: Question;
  /** `service:name`, lower case. */
  readonly action: string;
  readonly service: string;
  readonly resource: string;
  /** The six segments; null for `*` and for text that is no ARN. */
  readonly resourceSegments: readonly string[] | null;
  /** The account that owns the resource; null when nobody is named (an anonymous caller on an ARN without account). */
  readonly resourceAccount: string | null;
  readonly isSameAccount: boolean;
}

/** Prepares a question. An ARN without a twelve-digit account belongs to the caller's account unless told otherwise. */
export function requestOf(question: Question): Request {
  const { ask, caller } = question;
  const action = ask.action.toLowerCase();
  const callerAccount = caller === "anonymous" ? null : caller.account;
  const resourceAccount = ask.resourceAccount ?? accountIn(ask.resource) ?? callerAccount;
  return {
    question,
    action,
    service: action.slice(0, Math.max(0, action.indexOf(":"))),
    resource: ask.resource,
    resourceSegments: ask.resource.startsWith("arn:") ? arnSegments(ask.resource, false) : null,
    resourceAccount,
    isSameAccount: callerAccount !== null && callerAccount === resourceAccount,
  };
}

function accountIn(resource: string): string | null {
  const account = arnParts(resource)?.account ?? "";
  return /^[0-9]{12}$/.test(account) ? account : null;
}
