import type { Unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { Judgement } from "../check.ts";
import { type Extra, fail, pass, unseenFact } from "../read/judgement.ts";
import { worstUnseen } from "../read/worst-unseen.ts";
import { nameList } from "./name-list.ts";

/** What is said of one thing of a list, under the name by which people know it. */
export interface Each {
  readonly name: string;
  /** `bad`, `good`, or the fact that is missing. */
  readonly is: "bad" | "good" | Unseen;
}

/** How a list is told. */
export interface Telling {
  readonly resource: string;
  /** What bad ones are, e.g. `active access keys older than 90 days`. */
  readonly bad: string;
  /** What a missing fact needs when it does not say. */
  readonly needs: string;
  readonly source: string;
  readonly observedAt: string;
}

/**
 * One judgement on a whole list: it fails by one bad thing, passes only when every thing was seen to be good. The finding
 * tells the first names and counts the rest, because an account may have thousands of users.
 */
export function judgeEach(list: readonly Each[], telling: Telling, extra: Extra = {}): Judgement {
  const { resource, source, observedAt } = telling;
  const line = (fact: string, names: readonly Each[]): Evidence => ({
    fact,
    value: nameList(
      names.map(({ name }) => name),
      list.length,
    ),
    source,
    observedAt,
  });
  const bad = list.filter(({ is }) => is === "bad");
  const missing = list.flatMap(({ is }) => (typeof is === "string" ? [] : [is]));
  const unclear = list.filter(({ is }) => typeof is !== "string");
  const shown = [line(telling.bad, bad), ...(unclear.length === 0 ? [] : [line(`${telling.bad}: not known`, unclear)])];
  if (bad.length > 0) return fail(resource, shown, extra);
  const worst = worstUnseen(missing);
  return worst === null ? pass(resource, shown) : unseenFact(resource, worst, telling.needs, shown);
}
