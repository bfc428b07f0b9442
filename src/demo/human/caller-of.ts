import { signedCall } from "../signin/signed-call.ts";
import type { RootKeys } from "./person.ts";

/** The ARN that GetCallerIdentity answers to these keys; the error's text when it answers none. */
export async function callerOf(url: string, keys: RootKeys): Promise<string> {
  const answer = await signedCall(
    url,
    keys,
    { service: "sts", region: "us-east-1" },
    { path: "/", form: { Action: "GetCallerIdentity", Version: "2011-06-15" } },
  );
  return /<Arn>([^<]+)<\/Arn>/.exec(answer.text)?.[1] ?? answer.text;
}
