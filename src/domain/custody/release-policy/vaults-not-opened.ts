// A rule that people can satisfy without enough holders of shares would end in a grant that opens nothing: at 3 a.m., with
// everybody's approval given.
import type { Capability } from "../documents/fields.ts";
import type { ReleaseRule } from "../documents/release-policy-document.ts";
import type { RosterGroup } from "../documents/roster-document.ts";
import { choicesOf, seatsFilled } from "../roster/terms-met.ts";

/** Who holds the shares of a sealed vault, and how many of them open it. */
export interface SealedVault {
  readonly vault: "P" | "S";
  readonly threshold: number;
  /** Person ids. */
  readonly holders: readonly string[];
}

/** Which vault a capability opens; a root session opens none. */
const vaultOf: Readonly<Record<Capability, "P" | "S" | null>> = { code: "S", password: "P", "assume-root": null };

/** The sealed vaults that a rule opens and that some satisfying set of people could not open. */
export function vaultsNotOpened(
  rule: ReleaseRule,
  groups: readonly RosterGroup[],
  splits: readonly SealedVault[],
): readonly ("P" | "S")[] {
  const opened = new Set(rule.capabilities.map((capability) => vaultOf[capability]));
  return rule.sealed.filter((vault) => {
    if (!opened.has(vault)) return false;
    const split = splits.find((each) => each.vault === vault);
    return split === undefined || fewestHolders(rule, groups, split.holders) < split.threshold;
  });
}

/**
 * The fewest holders in any set of people that satisfies the rule: the seats that others cannot take. Seats filled once
 * stay filled when more people sit down, so what the others cannot fill only holders can. A choice that nobody can satisfy
 * leaves no such set.
 */
export function fewestHolders(
  rule: Pick<ReleaseRule, "all" | "any">,
  groups: readonly RosterGroup[],
  holders: readonly string[],
): number {
  const everybody = [...new Set(groups.flatMap(({ members }) => members))];
  const others = everybody.filter((person) => !holders.includes(person));
  const fewest = choicesOf(rule).map((choice) => {
    const seats = choice.reduce((sum, { min }) => sum + min, 0);
    if (seatsFilled(choice, groups, everybody) < seats) return Number.POSITIVE_INFINITY;
    return seats - seatsFilled(choice, groups, others);
  });
  return Math.min(...fewest);
}
