import type { GapView } from "../judging/gap-view.ts";
import { outside } from "./within.ts";

/** ARN of the user who is asked about. */
export function ownUser({ subject }: GapView): string {
  return subject.principal.arn;
}

/** ARN of the virtual device that bears the user's name. */
export function ownDevice({ subject: { principal } }: GapView): string {
  const [, partition = "aws"] = principal.arn.split(":");
  return `arn:${partition}:iam::${principal.account}:mfa/${userName(principal.arn)}`;
}

/** The name of a user, without its path: the value of aws:username. */
export function userName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The same question about requests on anything but the user and devices of that name, whatever their path. */
export function onOthers(view: GapView): GapView {
  const known = others.get(view);
  if (known !== undefined) return known;
  const device = ownDevice(view);
  const anyPath = device.replace(":mfa/", ":mfa/*/");
  const made = outside(view, [ownUser(view), device, anyPath], "2012-10-17");
  others.set(view, made);
  return made;
}

/** Several gaps ask the same of one view. */
const others = new WeakMap<GapView, GapView>();
