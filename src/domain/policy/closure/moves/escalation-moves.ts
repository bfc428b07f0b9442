import type { ModelPrincipal } from "../../account-model.ts";
import type { CellEdges } from "../../edges/edge-finder.ts";
import { escalations } from "../../escalation-registry.ts";
import type { EscalationEdge, Gain } from "../../escalation-edge.ts";
import { acrossCells } from "../across-cells.ts";
import { devicesUnknown } from "./credential-moves.ts";
import type { Move, Place, RootMove, WayStep } from "./move.ts";
import { deviceCount, fresh, layerKey, type Standing } from "../standing.ts";
import { may, type Sureness, weaker } from "../sureness.ts";

const byId = new Map(escalations.map((each) => [each.id, each]));

/** Where escalations lead from a place. */
export interface EscalationMoves {
  readonly moves: readonly Move[];
  readonly roots: readonly RootMove[];
}

/** What is known of the account beside the place. */
export interface Surroundings {
  readonly find: (arn: string) => ModelPrincipal | undefined;
  /** Roles whose trust admits a service. */
  readonly trusting: (service: string) => readonly ModelPrincipal[];
}

/** Turns the escalations that are open in the cells of a place into moves. */
export function escalationMoves(place: Place, found: readonly CellEdges[], around: Surroundings): EscalationMoves {
  const moves: Move[] = [];
  const roots: RootMove[] = [];
  const edges = joined(found);
  const devices = new Map<string, EscalationEdge[]>();
  for (const edge of edges) {
    if (edge.gain.kind !== "other-device") continue;
    devices.set(edge.gain.arn, [...(devices.get(edge.gain.arn) ?? []), edge]);
  }
  for (const edge of edges) {
    if (edge.gain.kind === "root") {
      roots.push({ account: edge.gain.account, ...sureOf(edge), steps: () => stepsOf([edge]) });
      continue;
    }
    if (edge.afterDeviceOf === undefined) moves.push(...movesOf(place, [edge], edge.gain, around, null));
    for (const first of devices.get(edge.afterDeviceOf ?? arnOf(edge.gain)) ?? []) {
      const how = first.gain.kind === "other-device" ? first.gain.how : null;
      moves.push(...movesOf(place, [first, edge], edge.gain, around, how));
    }
  }
  return { moves, roots };
}

/** Moves of one gain, by the edges that lead there; `device`: what was done before to the devices of its target. */
function movesOf(
  place: Place,
  edges: readonly EscalationEdge[],
  gain: Exclude<Gain, { readonly kind: "root" }>,
  around: Surroundings,
  device: "gone" | "own" | null,
): readonly Move[] {
  const { model, who, standing } = place;
  const sure = edges.map(sureOf).reduce(weaker);
  const to = (there: Place, and: Sureness = sure): Move => ({
    to: there,
    ...weaker(sure, and),
    steps: () => stepsOf(edges),
    escalations: edges.map(({ escalation }) => escalation),
    weight: 2 * edges.length,
    isSelf: false,
  });
  const own = (change: Partial<Standing>): readonly Move[] => [
    to({ model, who, standing: { ...standing, ...change } }),
  ];
  switch (gain.kind) {
    case "principal": {
      const target = around.find(gain.arn);
      if (target === undefined) return [];
      return arrivals(gain, target, device).map(({ standing: there, and }) =>
        to({ model, who: target, standing: there }, and),
      );
    }
    case "own-policy":
      return standing.isFull ? [] : own({ isFull: true });
    case "mfa-session": {
      const credential = standing.credential === "user-console" ? "user-console-mfa" : "session-token-mfa";
      return own({ credential, devices: 1 });
    }
    case "other-identity":
      return isSame(who, standing, gain.identity) ? [] : own({ identity: gain.identity });
    case "without-layer":
      if (gain.layer === "boundary") return standing.hasBoundary ? own({ hasBoundary: false }) : [];
      if (gain.layer === "scps") return standing.hasScps ? own({ hasScps: false }) : [];
      if (gain.identity === undefined || isSame(who, standing, gain.identity)) return [];
      return own({ identity: gain.identity });
    case "other-device":
      return [];
    case "some-role":
      return around.trusting(gain.trusting).map((role) => {
        const why = `whether ${role.principal.arn} is attached to such a thing is not in the snapshot`;
        return to({ model, who: role, standing: fresh("role-session", 0) }, may(why));
      });
  }
}

/** As what somebody stands in another principal. */
function arrivals(
  { as, changed }: Extract<Gain, { readonly kind: "principal" }>,
  target: ModelPrincipal,
  device: "gone" | "own" | null,
): readonly { readonly standing: Standing; readonly and?: Sureness }[] {
  const change = { isFull: changed === "any-policy", hasBoundary: changed !== "no-boundary" };
  const at = (credential: Standing["credential"], devices: Standing["devices"]): Standing => ({
    ...fresh(credential, devices),
    ...change,
  });
  if (as === "role-session") return [{ standing: at("role-session", 0) }];
  const count = device === "gone" ? 0 : deviceCount(target.credentials?.devices ?? "unknown");
  const withMfa: Standing["credential"] = as === "user-key" ? "session-token-mfa" : "user-console-mfa";
  if (device === "own") return [{ standing: at(withMfa, 1) }];
  if (as === "user-key") return [{ standing: at("user-key", count) }];
  // A console asks a user with a device for its code.
  if (count !== 0 && count !== "unknown") return [];
  if (count === 0) return [{ standing: at("user-console", 0) }];
  return [{ standing: at("user-console", 0), and: may(devicesUnknown(target.principal.arn)) }];
}

function isSame(who: ModelPrincipal, { identity }: Standing, other: ModelPrincipal["principal"]["identity"]): boolean {
  return layerKey(identity ?? who.principal.identity) === layerKey(other);
}

/** Edges that each session of the credential has. */
function joined(found: readonly CellEdges[]): readonly EscalationEdge[] {
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only.edges;
  const keys = new Map<string, Map<number, EscalationEdge>>();
  for (const [at, { edges }] of found.entries()) {
    for (const edge of edges) {
      const key = `${edge.escalation} ${edge.afterDeviceOf ?? ""} ${gainKey(edge.gain)}`;
      const cells = keys.get(key) ?? new Map<number, EscalationEdge>();
      keys.set(key, cells);
      const known = cells.get(at);
      if (known === undefined || known.certainty === "may") cells.set(at, edge);
    }
  }
  return [...keys.values()].flatMap((cells) => {
    const edge = acrossCells(found.map(({ cell }, at) => ({ cell, found: wrap(cells.get(at)) })));
    return edge === null ? [] : [unwrap(edge)];
  });
}

interface Wrapped extends Sureness {
  readonly edge: EscalationEdge;
}

// An edge makes its steps when they are read: it must not be spread.
function wrap(edge: EscalationEdge | undefined): Wrapped | null {
  return edge === undefined ? null : { ...sureOf(edge), edge };
}

function unwrap({ edge, certainty, why }: Wrapped): EscalationEdge {
  if (certainty === edge.certainty) return edge;
  const { escalation, gain, afterDeviceOf } = edge;
  return {
    escalation,
    gain,
    certainty,
    why,
    ...(afterDeviceOf === undefined ? {} : { afterDeviceOf }),
    get steps() {
      return edge.steps;
    },
  };
}

function gainKey(gain: Gain): string {
  switch (gain.kind) {
    case "principal":
      return `principal ${gain.arn} ${gain.as} ${gain.changed ?? ""}`;
    case "own-policy":
    case "mfa-session":
      return gain.kind;
    case "other-identity":
      return `${gain.kind} ${layerKey(gain.identity)}`;
    case "without-layer":
      return `${gain.kind} ${gain.layer} ${layerKey(gain.identity)}`;
    case "other-device":
      return `${gain.kind} ${gain.arn} ${gain.how}`;
    case "root":
      return `${gain.kind} ${gain.account}`;
    case "some-role":
      return `${gain.kind} ${gain.trusting}`;
  }
}

function arnOf(gain: Gain): string {
  return gain.kind === "principal" ? gain.arn : "";
}

function sureOf({ certainty, why }: EscalationEdge): Sureness {
  return { certainty, why };
}

function stepsOf(edges: readonly EscalationEdge[]): readonly WayStep[] {
  return edges.flatMap(({ escalation, steps }) => {
    const told: readonly WayStep[] = steps.map(({ action, witness }) => ({ escalation, action, witness }));
    // A call that is not certain has no request that passes; it is a step all the same.
    const needs = byId.get(escalation)?.needs.filter(({ isOptional }) => isOptional !== true) ?? [];
    const missing = needs.filter(({ action }) => !told.some((step) => step.action === action));
    if (missing.length === 0) return told;
    return needs.map(
      ({ action }) => told.find((step) => step.action === action) ?? { escalation, action, witness: null },
    );
  });
}
