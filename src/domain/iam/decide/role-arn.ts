import type { GlobToken } from "../language/glob.ts";
import type { Caller } from "./question.ts";

/** An ARN of which only the last segment is not fully known. */
export interface ArnForm {
  /** The first five segments with their colons. */
  readonly prefix: string;
  readonly last: readonly GlobToken[];
}

/** What is known of the ARN of the role behind a role session. */
export interface RoleArn {
  readonly arn: string;
  /** The form the ARN has when the role has a path; null when `arn` is certain. */
  readonly withPath: ArnForm | null;
  readonly partition: string;
  readonly account: string;
  readonly name: string;
}

/**
 * The role of a caller that is a role or a session of one, else null. A session ARN shows the role's name but not its
 * path: unless `known` tells the ARN, it is taken as path `/` and `withPath` says what else it may be.
 */
export function roleArnOf(caller: Caller, known: string | undefined): RoleArn | null {
  const session = /^arn:([^:]+):sts::([^:]*):assumed-role\/([^/]+)(\/|$)/.exec(caller.arn);
  if (session !== null) {
    const [, partition = "", account = "", name = ""] = session;
    const told = known ?? caller.sessionOf;
    if (told !== undefined) return { arn: told, withPath: null, partition, account, name };
    const prefix = `arn:${partition}:iam::${account}:`;
    const withPath = { prefix, last: [{ text: "role/" }, "star", { text: `/${name}` }] } as const;
    return { arn: `${prefix}role/${name}`, withPath, partition, account, name };
  }
  const role = /^arn:([^:]+):iam::([^:]*):role\/(.*)$/.exec(caller.arn);
  if (role === null) return null;
  const [, partition = "", account = "", path = ""] = role;
  return { arn: caller.arn, withPath: null, partition, account, name: path.slice(path.lastIndexOf("/") + 1) };
}
