import type { Age, Shamir } from "../../../../world/sealing/sealing.ts";
import type { Gate } from "./gate.ts";
import type { OwnIdentity } from "./identity.ts";

/** What every command of a person uses. */
export interface ClientDeps {
  readonly gate: Gate;
  readonly self: OwnIdentity;
  readonly age: Age;
  readonly shamir: Shamir;
  readonly randomBytes: (length: number) => Uint8Array;
  /** This computer's clock, Unix milliseconds. */
  readonly nowMs: () => number;
}

/** This computer's clock in whole seconds. */
export function nowSeconds({ nowMs }: Pick<ClientDeps, "nowMs">): number {
  return Math.floor(nowMs() / 1000);
}
