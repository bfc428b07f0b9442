import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { GapView } from "../judging/gap-view.ts";
import { grantedByName } from "./granted-by-name.ts";
import { iamArn } from "./own-arns.ts";
import { passingIn, statesWithoutMfa } from "./passing.ts";

/** How a call on the user's own things is answered for a user who has no MFA device yet. */
export interface WithoutDevice {
  /** The most open answer of those it can reach: the access key, and the console by password. */
  readonly verdict: ClassVerdict["verdict"];
  readonly why: string | undefined;
}

/** The ARNs of the user's own things that an action is asked on. */
export function ownThings({ subject: { principal } }: GapView, action: string): readonly string[] {
  return [/VirtualMFADevice$/i.test(action) ? iamArn(principal, "mfa/*") : principal.arn];
}

/** What a user without any MFA device may do with an action on own things; a session with MFA is out of reach. */
export function withoutDevice(view: GapView, action: string): WithoutDevice {
  const arns = ownThings(view, action);
  const answers = (["user-key", "user-console"] as const).flatMap((credential) =>
    view.askWith(credential, action, { arns, devices: 0 }),
  );
  const { open, may, why } = passingIn(answers, action, statesWithoutMfa);
  return { verdict: open.length > 0 ? "open" : may.length > 0 ? "may" : "closed", why };
}

/** The policies' text grants the action on own things in some state. */
export function isGranted(view: GapView, action: string): boolean {
  return view.ask(action, ownThings(view, action)).some(({ answer }) => answer.verdict !== "closed");
}

/**
 * It is granted on own things and on nobody else's: a statement by which people look after themselves. Statements that
 * allow everything are none, and do not count.
 */
export function isSelfService(view: GapView, action: string): boolean {
  const named = grantedByName(view);
  if (!isGranted(named, action)) return false;
  const others = [iamArn(view.subject.principal, "user/somebody-whom-nobody-names")];
  return named.ask(action, others).every(({ answer }) => answer.verdict === "closed");
}
