import type { Inventory } from "../../inventory/inventory.ts";
import { glob, matchesGlob } from "../../iam/language/glob.ts";
import type { Effect } from "../who-can.ts";

/**
 * Whether people declared that this principal is meant to have an effect: contact writers, e-mail writers, root admins.
 * The guards we write leave it to them, so they stand apart from everybody else.
 */
export function declaredFor(declared: Inventory["declared"]): (arn: string, effect: Effect) => boolean {
  const contact = matcher(declared.contactWriters);
  const email = matcher(declared.emailWriters);
  const root = matcher(declared.rootAdmins);
  const byEffect = new Map<Effect, (arn: string) => boolean>([
    ["contact-write", contact],
    ["contact-write-but-scp", contact],
    ["org:contact-write", contact],
    ["org:email-start", email],
    ["org:email-accept", email],
    ["org:assume-root:audit", root],
    ["org:assume-root:create", root],
    ["org:assume-root:delete", root],
    ["org:assume-root:s3", root],
    ["org:assume-root:sqs", root],
  ]);
  return (arn, effect) => byEffect.get(effect)?.(arn) ?? false;
}

function matcher(patterns: readonly string[] = []): (arn: string) => boolean {
  const globs = patterns.map(glob);
  return (arn) => globs.some((each) => matchesGlob(each, arn));
}
