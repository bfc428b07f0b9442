import type { AccountKind } from "../../snapshot/account-facts.ts";
import { type Leaf, leafOf } from "../leaf.ts";
import { type Effect, effects, type WhoCan } from "../who-can.ts";

const local: readonly Effect[] = ["contact-write", "leave-org", "wall-off"];
const central = effects.filter((effect) => effect.startsWith("org:"));

/**
 * Leaves for principals nobody could read: somebody in the account may write its contact, somebody in management may do
 * all that management can. Their paths are possible, and anyone may be behind them.
 */
export function unreadPrincipals(whoCan: WhoCan, kind: AccountKind): readonly Leaf[] {
  const told = (whoCan.unread ?? []).map((each) => each.effects.filter((effect) => concernsKind(effect, kind)));
  const groups = told.filter((group) => group.length > 0);
  if (whoCan.status === "unknown") {
    for (const effect of local) {
      if (concernsKind(effect, kind) && !told.flat().includes(effect)) groups.push([effect]);
    }
    // Where nobody says what was read of management, nothing was.
    if (kind === "member" && whoCan.unread === undefined) groups.push(central);
  }
  return groups.map(unreadLeaf);
}

/** Whether an effect can matter to an account of this kind: only members leave, and only they are reached centrally. */
export function concernsKind(effect: Effect, kind: AccountKind): boolean {
  return kind === "member" || effect === "contact-write" || effect === "wall-off";
}

function unreadLeaf(group: readonly Effect[]): Leaf {
  const isCentral = group.every((effect) => effect.startsWith("org:"));
  const name = isCentral ? "org" : [...group].sort().join(",");
  return leafOf({
    id: `any-of:${name}?`,
    kind: "principals",
    cost: "low",
    who: null,
    gives: group.map((slot) => ({ slot, certainty: "possible" })),
    words: isCentral
      ? "a principal of management or of a delegate (none was read)"
      : "a principal of the account (none was read)",
    members: [],
  });
}
