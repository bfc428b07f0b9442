import { arnSegments } from "../../language/arn-segments.ts";
import { globTokens } from "../../language/glob.ts";
import { findWord, type FoundWord, passesAll, type TextTest } from "../automata/find-word.ts";
import { mayMeet } from "../automata/may-meet.ts";
import { nfa, placesOf } from "../automata/nfa.ts";
import {
  demandInAllWays,
  isPlain,
  resourceDemand,
  type ResourceTest,
  type Way,
  ways,
} from "../values/resource-test.ts";
import { holds, type Reading } from "../values/tri.ts";
import type { Budget } from "./budget.ts";
import type { ProblemResources, Side } from "./problem.ts";

/** One demand on the resource. */
export interface ResourceDemand {
  readonly test: ResourceTest;
  readonly reading: Reading;
  readonly want: boolean;
}

/** A resource that meets all demands; `refused` when only one that AWS refuses does. */
export type FoundResource = { readonly resource: string } | "none" | "refused" | "stopped";

/** Looks for a resource of one of the forms. */
export function findResource(
  demands: readonly ResourceDemand[],
  resources: ProblemResources,
  side: Side,
  budget: Budget,
): FoundResource {
  if (side === "witness") return findInWay(demands, resources, side, null, budget);
  // INVARIANT: nothing is excluded unless it is excluded in every way of reading patterns.
  let worst: FoundResource = "none";
  const isClear = demands.every(({ test }) => test.waysAgree);
  for (const way of isClear ? (["segments"] as const) : ways) {
    const found = findInWay(demands, resources, side, way, budget);
    if (typeof found === "object" || found === "stopped") return found;
    if (found === "refused") worst = "refused";
  }
  return worst;
}

function findInWay(
  demands: readonly ResourceDemand[],
  resources: ProblemResources,
  side: Side,
  way: Way | null,
  budget: Budget,
): FoundResource {
  const forms = side === "witness" ? resources.sure : resources.possible;
  const tests: TextTest[] = [];
  for (const { test, reading, want } of demands)
    tests.push(way === null ? demandInAllWays(test, reading, want) : resourceDemand(test, reading, want, way));
  tests.push(...resources.within);
  const { refused } = resources;
  const excludes = refused !== null && (side === "witness" || refused.doubt === null);
  const all = excludes ? [...tests, refused.test] : tests;
  let isRefused = false;
  for (const form of forms) {
    if (form.kind !== "arn") {
      const isMet = ({ test, reading, want }: ResourceDemand): boolean =>
        holds(form.kind === "none" ? test.onNone : test.onUnnamed, reading) === want;
      if (!resources.isNamed && demands.every(isMet)) return { resource: "*" };
      continue;
    }
    const found = findArn(form.pattern, all, demands, resources, side, way, budget);
    if (found.kind === "stopped") return "stopped";
    if (found.kind === "word") return { resource: found.word };
    if (excludes && !isRefused) {
      const other = findArn(form.pattern, tests, demands, resources, side, way, budget);
      if (other.kind === "stopped") return "stopped";
      isRefused = other.kind === "word";
    }
  }
  return isRefused ? "refused" : "none";
}

const none: FoundWord = { kind: "none" };

/** Patterns of so many characters together are looked through for one state. */
const usualLength = 8_000;

function findArn(
  pattern: string,
  tests: readonly TextTest[],
  demands: readonly ResourceDemand[],
  resources: ProblemResources,
  side: Side,
  way: Way | null,
  budget: Budget,
): FoundWord {
  let length = 0;
  for (const test of tests) length += test.nfa.places.length;
  if (length > usualLength && !budget.take(Math.floor(length / usualLength))) return { kind: "stopped" };
  const { segments: form, whole } = formOf(pattern);
  // Most patterns are of other services.
  for (const test of tests) if (test.want && !mayMeet(whole.nfa, test.nfa)) return none;
  const all = [whole];
  // A pattern that no such ARN can match forbids nothing.
  for (const test of tests) if (test.want || mayMeet(whole.nfa, test.nfa)) all.push(test);
  if (resources.only !== null) {
    const word = resources.only.find((arn) => passesAll(all, arn));
    return word === undefined ? { kind: "none" } : { kind: "word", word };
  }
  let plain: string | null = null;
  for (const { test, want } of demands) {
    if (!want) continue;
    for (const model of test.models) {
      const near = arnLike(model, form, resources);
      if (passesAll(all, near)) return { kind: "word", word: near };
      const filled = filledIn(model, form, resources);
      if (filled !== null && passesAll(all, filled)) return { kind: "word", word: filled };
      const tail = way === "segments" ? null : beyondStar(model);
      if (tail === null) continue;
      plain ??= arnLike(form, form, resources);
      if (passesAll(all, `${plain}${tail}`)) return { kind: "word", word: `${plain}${tail}` };
    }
  }
  plain ??= arnLike(form, form, resources);
  if (passesAll(all, plain)) return { kind: "word", word: plain };
  if (side === "witness" && form[4] === "*") {
    for (const account of [resources.account, "222222222222"]) {
      const inside = [...form.slice(0, 4), account, form[5] ?? ""].join(":");
      const found = findWord([formOf(inside).whole, ...all.slice(1)], budget);
      if (found.kind !== "none") return found;
    }
  }
  return findWord(all, budget);
}

/** What a pattern writes behind its first star, when that stands before the last segment; else null. */
function beyondStar(model: readonly string[]): string | null {
  const text = model.join(":");
  const star = text.indexOf("*");
  if (star === -1 || !model.slice(0, 5).some((segment) => segment.includes("*"))) return null;
  return text.slice(star + 1).replaceAll(/[*?]/g, "x");
}

/** An ARN in the words of a model, where the form leaves a choice. */
function arnLike(model: readonly string[], form: readonly string[], resources: ProblemResources): string {
  let made = "";
  for (let index = 0; index < form.length; index += 1) {
    const part = form[index] ?? "";
    made += index === 0 ? "" : ":";
    if (isPlain(part)) {
      made += part;
      continue;
    }
    const wished = model[index] ?? "*";
    if (index < 5) made += isPlain(wished) ? wished : usualPart(index, resources);
    else made += (/^\*+$/.test(wished) ? part.replaceAll("?*", "*") : wished).replaceAll(/[*?]/g, "x");
  }
  return made;
}

function usualPart(index: number, { partition, account }: ProblemResources): string {
  return ["arn", partition, "service", "us-east-1", account][index] ?? "";
}

/** The form with the text of a model's name where the form leaves its last gap; null when it leaves none. */
function filledIn(model: readonly string[], form: readonly string[], resources: ProblemResources): string | null {
  const name = form[5] ?? "";
  const wished = model[5] ?? "";
  const gap = name.lastIndexOf("?*");
  if (gap === -1) return null;
  const text = wished.replaceAll(/[*?]/g, "");
  const last = `${name.slice(0, gap)}${text === "" ? "x" : text}${name.slice(gap + 2)}`;
  return arnLike([...model.slice(0, 5), last], [...form.slice(0, 5), last], resources);
}

interface Form {
  readonly segments: readonly string[];
  readonly whole: TextTest;
}

const forms = new Map<string, Form>();
const mostForms = 20_000;

/** A form, cut and as an automaton; forms come from the catalogue, so there are few. */
function formOf(pattern: string): Form {
  const known = forms.get(pattern);
  if (known !== undefined) return known;
  const segments = arnSegments(pattern, false) ?? [];
  const places = segments.flatMap((segment, index) => [
    ...(index === 0 ? [] : [58]),
    ...placesOf(globTokens(segment), index === 5, false),
  ]);
  const made: Form = { segments, whole: { nfa: nfa([places]), want: true } };
  if (forms.size >= mostForms) forms.clear();
  forms.set(pattern, made);
  return made;
}
