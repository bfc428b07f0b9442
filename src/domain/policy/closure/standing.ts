import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import type { ProveLayer } from "../../iam/prove/subject.ts";
import type { CredentialFacts } from "../account-model.ts";

/** What somebody who acts as a principal has in hand, and what was changed on the way. */
export interface Standing {
  readonly credential: CredentialKind;
  /** MFA devices of the user; 0 for roles. */
  readonly devices: number | "unknown";
  /** Identity documents in place of its own; null: its own. */
  readonly identity: ProveLayer | null;
  /** Beside them a document of its own that allows everything. */
  readonly isFull: boolean;
  readonly hasBoundary: boolean;
  readonly hasScps: boolean;
}

/** Somebody who just came into a principal, with nothing changed. */
export function fresh(credential: CredentialKind, devices: number | "unknown"): Standing {
  return { credential, devices, identity: null, isFull: false, hasBoundary: true, hasScps: true };
}

/** True when nothing was changed on the way. */
export function isUnchanged({ identity, isFull, hasBoundary, hasScps }: Standing): boolean {
  return identity === null && !isFull && hasBoundary && hasScps;
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** A number that an object keeps as long as it lives. */
export function numberOf(thing: object): number {
  const known = numbers.get(thing);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(thing, last);
  return last;
}

/** A text that is the same for layers of the same documents. */
export function layerKey(layer: ProveLayer | null | undefined): string {
  if (layer === null || layer === undefined) return "-";
  return "unknown" in layer ? `?${layer.unknown}` : layer.map(({ policy }) => numberOf(policy)).join(",");
}

/** A text that is the same for equal standings. */
export function standingKey({ credential, devices, identity, isFull, hasBoundary, hasScps }: Standing): string {
  return `${credential} ${devices} ${layerKey(identity)} ${isFull} ${hasBoundary} ${hasScps}`;
}

/** How many devices, as rules take it: that there is some is one, and so are many. */
export function deviceCount(devices: CredentialFacts["devices"]): 0 | 1 | "unknown" {
  if (devices === "unknown" || devices === 0) return devices;
  return 1;
}
