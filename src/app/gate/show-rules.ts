import type { SignedWire } from "../../domain/custody/protocol/signed-wire.ts";
import type { ChainName, KeptVersion } from "../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "./core/gate.ts";
import { policyOf, viewOf } from "./core/rules.ts";

/** One version of a chain, with the approvals that a client verifies itself. */
export interface ShownVersion extends Omit<KeptVersion, "state" | "approvals"> {
  readonly approvals: readonly SignedWire[];
  readonly state: "in-force" | "older" | "pending" | "vetoed";
}

/** Both chains from genesis on. */
export const showRules = (gate: Gate) => (): Readonly<Record<"roster" | "releasePolicy", readonly ShownVersion[]>> => {
  const now = nowSeconds(gate);
  return {
    roster: versions(gate, "roster", viewOf(gate.rules, now).hash),
    releasePolicy: versions(gate, "release-policy", policyOf(gate.rules, now).hash),
  };
};

function versions({ store }: Gate, chain: ChainName, inForce: string): readonly ShownVersion[] {
  const all = store.chains.all(chain);
  const current = all.find(({ hash }) => hash === inForce)?.version ?? 0;
  return all.map((kept) => ({
    ...kept,
    state:
      kept.hash === inForce
        ? "in-force"
        : kept.state === "vetoed"
          ? "vetoed"
          : kept.version > current
            ? "pending"
            : "older",
  }));
}
