import type { ModelPrincipal } from "../account-model.ts";
import type { Closure } from "./closure.ts";
import type { Node } from "./graph.ts";
import type { Place, WayStep } from "./moves/move.ts";
import { type Goal, shortestWays, type Way } from "./shortest-ways.ts";
import type { Start, StartKind } from "./starts.ts";
import { type Sureness, weaker } from "./sureness.ts";

/** How somebody who begins in one way gets to a goal. */
export interface StartWay extends Sureness {
  readonly from: StartKind;
  readonly isWithoutMfa: boolean;
  /** At the goal without any escalation and without becoming somebody else. */
  readonly isDirect: boolean;
  readonly steps: readonly WayStep[];
  /** Where it ends. */
  readonly end: Place;
}

/** A principal that gets somewhere. */
export interface Reaching {
  readonly who: ModelPrincipal;
  /** The best way without MFA first, then the best way with it. */
  readonly ways: readonly StartWay[];
  /** Best of all ways, whether or not the credential that it begins with is known to exist. */
  readonly verdict: "certain" | "may";
  /** From a stolen key or password, or a role's session, without a session of an MFA device that the user has. */
  readonly withoutMfa: true | false | "may";
  /** The way that is told: of the surest ways one without MFA. */
  readonly told: StartWay;
}

/** Everybody who gets to be administrator of an account, those for sure first, then by ARN. */
export function adminsOf(found: Closure, account: string): readonly Reaching[] {
  const goals: Goal[] = [];
  for (const node of found.nodes()) {
    if (node.admin === null || node.place.model.account !== account) continue;
    goals.push({ node, sure: node.admin, steps: () => [] });
  }
  return reachingOf(found, goals);
}

/** Everybody who gets to one of some goals. */
export function reachingOf(found: Closure, goals: readonly Goal[]): readonly Reaching[] {
  const wayOf = shortestWays(goals);
  const all: Reaching[] = [];
  for (const [who, starts] of found.starts) {
    const ways = starts.flatMap((start): readonly Begun[] => {
      const way = wayOf(start.node);
      return way === null ? [] : [{ start, way, whole: weaker(way, start.exists) }];
    });
    const one = reaching(who, ways);
    if (one !== null) all.push(one);
  }
  return all.sort(byVerdict);
}

interface Begun {
  readonly start: Start & { readonly node: Node };
  readonly way: Way;
  /** With the doubt whether the credential exists. */
  readonly whole: Sureness;
}

function reaching(who: ModelPrincipal, ways: readonly Begun[]): Reaching | null {
  const without = bestOf(ways.filter(({ start }) => start.isWithoutMfa));
  const withMfa = bestOf(ways.filter(({ start }) => !start.isWithoutMfa));
  const list = [without, withMfa].filter((each) => each !== null);
  // Whether somebody is administrator does not depend on whether a key is there today; without a device, MFA is not.
  const sure = list.find(
    ({ way, start }) => (start.isWithoutMfa ? way : weaker(way, start.exists)).certainty === "certain",
  );
  const told = sure ?? list[0];
  if (told === undefined) return null;
  return {
    who,
    ways: list.map(tell),
    verdict: sure === undefined ? "may" : "certain",
    withoutMfa: without === null ? false : without.whole.certainty === "certain" ? true : "may",
    told: tell(told),
  };
}

function bestOf(ways: readonly Begun[]): Begun | null {
  const [best] = ways.toSorted(
    (one, two) => rank(one.whole) - rank(two.whole) || rank(one.way) - rank(two.way) || length(one) - length(two),
  );
  return best ?? null;
}

function rank({ certainty }: Sureness): number {
  return certainty === "certain" ? 0 : 1;
}

function length({ way }: Begun): number {
  return way.links().length;
}

function tell({ start, way, whole }: Begun): StartWay {
  const steps = way.steps();
  return {
    from: start.kind,
    isWithoutMfa: start.isWithoutMfa,
    certainty: whole.certainty,
    why: whole.why,
    isDirect: way.links().every(({ move }) => move.isSelf),
    steps,
    end: way.goal.place,
  };
}

function byVerdict(one: Reaching, two: Reaching): number {
  const ranks = (each: Reaching): number => (each.verdict === "certain" ? 0 : 1);
  const [first, second] = [one.who.principal.arn, two.who.principal.arn];
  return ranks(one) - ranks(two) || (first < second ? -1 : first > second ? 1 : 0);
}
