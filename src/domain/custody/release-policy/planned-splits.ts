import type { ReleaseRule } from "../documents/release-policy-document.ts";
import type { RosterView } from "../roster/roster-view.ts";
import { type SealedVault, fewestHolders } from "./vaults-not-opened.ts";

/** The fewest shares that open anything: one person alone never does. */
const fewestShares = 2;

/**
 * The splits that a rule's sealed vaults will get, before anything is in them: among all custodians with a recipient of
 * the vault, as many shares as every set of people who satisfy the rule is sure to bring.
 */
export function plannedSplits(
  rule: ReleaseRule,
  { persons, groups }: Pick<RosterView, "persons" | "groups">,
): readonly SealedVault[] {
  return rule.sealed.map((vault) => {
    const holders = persons
      .filter((person) => person.roles.includes("custodian"))
      .filter((person) => (vault === "P" ? person.recipientP : person.recipientS) !== undefined)
      .map(({ id }) => id);
    const sure = fewestHolders(rule, groups, holders);
    return { vault, holders, threshold: Math.max(fewestShares, Math.min(sure, holders.length)) };
  });
}
