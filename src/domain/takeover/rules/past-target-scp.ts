import type { Ruling } from "../guard-facts.ts";
import type { FactName } from "../rule.ts";
import type { Certainty } from "../who-can.ts";

/** What it takes to get a central session past the target's SCPs. */
export interface PastScp {
  readonly needs: readonly FactName[];
  readonly certainty: Certainty;
}

/**
 * Ways past the SCPs that bind an AssumeRoot session. Leaving the organization is none of them: outside there is no
 * AssumeRoot. Where the ruling is not known, editing the policy works in either case and going straight on may work.
 */
export function pastTargetScp(ruling: Ruling): readonly PastScp[] {
  const straight: PastScp = { needs: [], certainty: ruling === "unknown" ? "possible" : "certain" };
  const edited: PastScp = { needs: ["scp-edited"], certainty: "certain" };
  switch (ruling) {
    case "allowed":
      return [straight];
    case "denied":
      return [edited];
    case "unknown":
      return [straight, edited];
  }
}
