import { digitsOf } from "../../../app/custody/client/request/find-account.ts";
import type { SeenRequest } from "../../../app/custody/client/request/see-request.ts";
import type { RequestDocument } from "../../../domain/custody/documents/request-document.ts";
import { taskInWords, type TaskInWords } from "../../../domain/custody/root-access/task-in-words.ts";
import type { MissingVotes } from "../../../domain/custody/roster/terms-met.ts";
import type { Row } from "./screen.ts";

/** Why somebody needs the root user, in words. */
export const purposeWords: Readonly<Record<RequestDocument["purpose"], string>> = {
  lockout: "locked out of IAM or single sign-on",
  policy: "a policy or SCP locked everybody out",
  "close-account": "close the account",
  "bucket-policy": "a bucket or queue policy denies everything",
  "mfa-restore": "restore MFA",
  billing: "billing or tax settings",
  drill: "drill",
  other: "something else",
};

/** 12 digits in groups of four. */
export function accountText(account: string): string {
  return digitsOf(account).replaceAll(/(.{4})(?=.)/g, "$1 ");
}

/** What a request asks for, read from its signed bytes. */
export function requestRows(
  request: RequestDocument,
  { words, requesterName, reason }: Pick<SeenRequest, "words" | "requesterName" | "reason">,
  nowSeconds: number,
): readonly Row[] {
  const { requester, capabilities, maxCodes } = request;
  const { task } = taskOf(request);
  const asks = capabilities.map((each) => {
    switch (each) {
      case "code":
        return maxCodes === 1 ? "one code" : `up to ${maxCodes} codes`;
      case "password":
        return "the root password";
      case "assume-root":
        return `a root session for one task: ${task === undefined ? "none is named" : `${task.what} (${task.name})`}`;
    }
  });
  const unlocked = request.createdAt - requester.authTime;
  const proof =
    requester.via === "cli"
      ? `key on the command line, unlocked ${unlocked} s before`
      : `${requester.via}, ${unlocked} s before`;
  return [
    ["request", request.requestId],
    ["six words", words],
    ["account", `${accountText(request.account)}  ${request.accountName}`],
    ["who", `${requesterName} (${requester.person}); ${proof}`],
    ["for", purposeWords[request.purpose]],
    ["reason", reason ?? "(its text was deleted)"],
    ["asks for", asks.join(" and ")],
    ...(task?.mind ?? []).map((text): Row => ["mind", text]),
    ["window", `${minutes(request.ttlSeconds)} from the first release`],
    ["expires", `${inWords(request.expiresAt, nowSeconds)} (${clockText(request.expiresAt)})`],
  ];
}

/** The task of a root session, as an object's field; nothing for password and code. */
export function taskOf({ taskPolicy, ttlSeconds }: Pick<RequestDocument, "taskPolicy" | "ttlSeconds">): {
  readonly task?: TaskInWords;
} {
  return taskPolicy === undefined ? {} : { task: taskInWords(taskPolicy, ttlSeconds) };
}

/** What is missing, as a person would say it; empty when nothing is. */
export function missingText(missing: readonly MissingVotes[], tooManyCli: boolean): string {
  const groups = missing.map(({ group, have, need }) => `${need - have} more of ${group} (${have} of ${need})`);
  if (groups.length > 0) return groups.join(" and ");
  return tooManyCli ? "one approval must come from a passkey: too many are from the command line" : "";
}

/** `12 min` or `40 s`. */
export function minutes(seconds: number): string {
  return seconds >= 120 ? `${Math.round(seconds / 60)} min` : `${seconds} s`;
}

/** `in 12 min`, `3 min ago`. */
export function inWords(at: number, nowSeconds: number): string {
  const left = at - nowSeconds;
  return left >= 0 ? `in ${minutes(left)}` : `${minutes(-left)} ago`;
}

/** `03:12:44 UTC`. */
export function clockText(at: number): string {
  return `${new Date(at * 1000).toISOString().slice(11, 19)} UTC`;
}
