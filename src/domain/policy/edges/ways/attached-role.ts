import type { Ways } from "../scene.ts";
import { thingWays } from "../thing-ways.ts";
import { doubted } from "../way.ts";
import { servicesOf } from "./handed-role.ts";

/** A thing that has a role runs something else. No IAM data tells which role, but some role must trust the service. */
export const attachedRole: Ways = function* ({ index, caller }, escalation) {
  const trusting = servicesOf(escalation).find((service) => index.trusting(service).length > 0);
  if (trusting === undefined) return;
  const things = thingWays(caller.shared, escalation);
  for (const [cell, thing] of things.entries()) {
    const way = doubted(thing, escalation.unseen);
    if (way !== null) yield { cell, way, gain: { kind: "some-role", trusting } };
  }
};
