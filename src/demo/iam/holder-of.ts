import { rootArn } from "../../domain/core/arn.ts";
import { AwsFailure } from "../aws-failure.ts";
import { plainText } from "../plain-text.ts";
import type { Call } from "../aws-service.ts";
import type { Credentials, UserState } from "../state/iam-state.ts";
import { entityArn } from "../state/principal-of.ts";

/** Whose credentials a call speaks of: a user's, or (name null) root's. */
export interface Holder {
  readonly name: string | null;
  readonly arn: string;
  readonly credentials: Credentials;
}

/**
 * The user named by UserName, or without it the caller itself: root (also an AssumeRoot session) or a user. A role must
 * name somebody. Authorizes `iam:{operation}` on the holder first, as AWS does, then throws NoSuchEntity.
 */
export function holderOf(call: Call): Holder {
  const named = plainText(call.input["UserName"]);
  if (named === "" && call.caller.kind === "root") {
    const arn = rootArn(call.state.partition, call.account.id);
    call.authorize(`iam:${call.operation}`, arn);
    return { name: null, arn, credentials: call.account.root };
  }
  if (named === "" && call.caller.kind === "role") {
    throw new AwsFailure("ValidationError", 400, "Must specify userName when calling with non-User credentials");
  }
  const name = named === "" && call.caller.kind === "user" ? call.caller.name : named;
  const user = findUser(call, name);
  const arn = entityArn(call.state, call.account, "user", user ?? { path: "/", name });
  call.authorize(`iam:${call.operation}`, arn);
  if (user === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return { name: user.name, arn, credentials: user };
}

/** A user by name, ignoring case as IAM does. */
export function findUser(call: Call, name: string): UserState | undefined {
  const { users } = call.account.iam;
  return users.get(name) ?? [...users.values()].find((user) => user.name.toLowerCase() === name.toLowerCase());
}

/** What IAM answers for something that is not there. */
export function noSuchEntity(message: string): AwsFailure {
  return new AwsFailure("NoSuchEntity", 404, message);
}
