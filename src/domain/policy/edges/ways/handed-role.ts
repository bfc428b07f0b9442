import type { Gain } from "../../escalation-edge.ts";
import { type Ways, callOnEach, cellsOpenTo } from "../scene.ts";
import { thingWays } from "../thing-ways.ts";
import { doubted, inTurn } from "../way.ts";

/** A role that trusts a service is handed to a thing of that service. */
export const handedRole: Ways = function* (scene, escalation) {
  const { index, caller } = scene;
  const things = thingWays(caller.shared, escalation);
  const cells = cellsOpenTo(scene, "iam:PassRole").filter((cell) => things[cell] !== null);
  if (cells.length === 0) return;
  for (const service of servicesOf(escalation)) {
    const trusting = index.trusting(service);
    const facts = [["iam:passedtoservice", [service]]] as const;
    const pass = callOnEach(
      scene,
      "iam:PassRole",
      trusting.map(({ role }) => role),
      { key: service, facts },
    );
    for (const { role, why } of trusting) {
      const gain: Gain = { kind: "principal", arn: role.principal.arn, as: "role-session" };
      for (const cell of cells) {
        const way = doubted(inTurn([pass(role, cell), things[cell] ?? null]), why ?? escalation.unseen);
        if (way !== null) yield { cell, way, gain };
      }
    }
  }
};

/** The services that a role of the way may trust. */
export function servicesOf(escalation: { readonly trust: string | null; readonly alsoTrust?: readonly string[] }) {
  return [...(escalation.trust === null ? [] : [escalation.trust]), ...(escalation.alsoTrust ?? [])];
}
