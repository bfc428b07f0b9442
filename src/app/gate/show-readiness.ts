import type { DrillResult } from "../../domain/custody/kits/readiness/judge-drills.ts";
import type { KitCopy } from "../../domain/custody/kits/readiness/judge-kit-copies.ts";
import type { Gate } from "./core/gate.ts";
import { record } from "./core/record.ts";
import { refuse } from "./core/refuse.ts";
import { kitLacking } from "./items/password-kit.ts";
import { gateErrors } from "./errors.ts";
import type { SignedIn } from "./session/signed-in-person.ts";

/** What is known about whether it would work. */
export const showReadiness = (gate: Gate) => () => {
  const { store, routes } = gate;
  const disabled = disabledRoutes(gate);
  return {
    copies: store.kitCopies.all(),
    drills: store.drills.all(),
    liveness: store.liveness.all(),
    lastSeen: store.lastSeen.all(),
    kitLacking: kitLackingOf(gate),
    routes: routes.map(({ name, kind }) => ({ name, kind, isDisabled: disabled.has(name) })),
  };
};

function kitLackingOf(gate: Gate) {
  const { P, S } = kitLacking(gate);
  return { P: [...P], S: [...S] };
}

/** Registers a copy of a kit, or that one was read again whole. */
export const putKitCopy =
  (gate: Gate) =>
  (by: SignedIn, copy: KitCopy): void => {
    insistKeeper(by);
    const { kitId, vault, medium, place, made, reRead } = copy;
    record(gate, (tell) => {
      gate.store.kitCopies.put(copy);
      const type = reRead === null ? "kit.copy_registered" : "kit.copy_read";
      tell({
        type,
        actor: actorOf(by),
        d: { kitId, vault, medium, place, made, ...(reRead === null ? {} : { reRead }) },
      });
    });
  };

/** Keeps the result of a drill. */
export const putDrill =
  (gate: Gate) =>
  (by: SignedIn, drill: DrillResult): void => {
    insistKeeper(by);
    const { kind, vault, at, outcome, proof } = drill;
    record(gate, (tell) => {
      gate.store.drills.add(drill);
      tell({ type: `drill.${kind}`, actor: actorOf(by), d: { vault: vault ?? "", at, outcome, proof } });
    });
  };

/** Routes whose server said that it will not come back. */
export function disabledRoutes({ store }: Pick<Gate, "store">): ReadonlySet<string> {
  const kept = store.facts.get("disabled-routes");
  return new Set(Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : []);
}

function actorOf({ person, session }: SignedIn) {
  return { person: person.id, via: session.via, cred: session.cred };
}

function insistKeeper({ person }: SignedIn): void {
  const { id, roles } = person;
  const isKeeper = roles.some((role) => role === "custodian" || role === "operator-p" || role === "operator-s");
  if (!isKeeper) refuse(gateErrors.GATE_WRONG_ROLE, `${id} is neither custodian nor operator`);
}
