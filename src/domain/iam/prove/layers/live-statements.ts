import type { ConditionEntry, Policy } from "../../language/policy.ts";
import type { IndexedStatement, PolicyIndexer } from "../actions/statement-index.ts";
import type { Cell } from "../cell.ts";
import type { AtomRef, StatementRef } from "../certificate.ts";
import { isFederated } from "../facts/caller.ts";
import { keyDomain, mfaAge, variableValues } from "../facts/key-domains.ts";
import { recentMap } from "../recent-map.ts";
import type { Atom } from "../solve/problem.ts";
import type { Subject } from "../subject.ts";
import { conditionTest, type ConditionTest, type KeyValues } from "../values/condition-test.ts";
import { readDate } from "../values/date-value.ts";
import type { KeyDomain } from "../values/key-domain.ts";
import { resourceTest, type ResourceTest } from "../values/resource-test.ts";
import type { VariableValues } from "../values/resolved-text.ts";
import { liveTag } from "./live-state.ts";
import type { LiveStatement } from "./live-statement.ts";
import { type LayerDocuments, statementName } from "./layer-documents.ts";
import { anyNamed, namedBy } from "./naming.ts";

/** Evaluates conditions once per document where no variable and no fact of the principal takes part. */
export interface StatementReader {
  readonly live: (
    layer: LayerDocuments,
    subject: Subject,
    cell: Cell,
    /** Those of the statements that matter; all when absent. */
    matters?: (indexed: IndexedStatement) => boolean,
  ) => readonly LiveStatement[];
}

/** A reader that remembers what does not depend on the principal. */
export function statementReader(indexer: PolicyIndexer): StatementReader {
  const tests = new WeakMap<ConditionEntry, ConditionTest>();
  const resources = recentMap<IndexedStatement, Map<string, ResourceTest>>(2_000);
  const noVariables: VariableValues = () => ({ kind: "none" });
  const testOf = (entry: ConditionEntry, version: Policy["version"], values: VariableValues): ConditionTest => {
    if (version === "2012-10-17" && entry.values.some((value) => value.includes("${"))) {
      return timed(conditionTest(entry, version, values));
    }
    let found = tests.get(entry);
    if (found === undefined) {
      found = timed(conditionTest(entry, version, noVariables));
      tests.set(entry, found);
    }
    return found;
  };
  const resourceOf = (
    indexed: IndexedStatement,
    service: string | null,
    values: VariableValues,
  ): ResourceTest | null => {
    const { statement, policy } = indexed;
    if (statement.resources === null || indexed.isTooLong) return null;
    const make = (valueOf: VariableValues): ResourceTest | null =>
      statement.resources && resourceTest(statement.resources, statement.effect, policy.version, service, valueOf);
    if (policy.version === "2012-10-17" && statement.resources.patterns.some((each) => each.includes("${"))) {
      return make(values);
    }
    let known = resources.get(indexed);
    if (known === undefined) {
      known = new Map();
      resources.set(indexed, known);
    }
    const found = known.get(service ?? "") ?? make(noVariables);
    if (found !== null) known.set(service ?? "", found);
    return found;
  };
  const resourceFor = (
    statement: Pick<LiveStatement, "indexed" | "effect" | "ref">,
    values: VariableValues,
  ): LiveStatement["resource"] => {
    const { indexed, effect, ref } = statement;
    const byService = new Map<string, Atom | null>();
    return (service) => {
      const key = service !== null && ownServices.has(service) ? service : "";
      const known = byService.get(key);
      if (known !== undefined) return known;
      const test = resourceOf(indexed, key === "" ? null : key, values);
      const found: Atom | null =
        test === null || test.isEverything
          ? null
          : { kind: "resource", ref: { statement: ref, part: "resource" }, effect, variable: "resource", test };
      byService.set(key, found);
      return found;
    };
  };
  const lives = (
    place: { readonly layer: LayerDocuments; readonly document: number; readonly index: number },
    indexed: IndexedStatement,
    subject: Subject,
    cell: Cell,
  ): LiveStatement | null => {
    const { statement, policy } = indexed;
    const { layer, document, index } = place;
    const ref: StatementRef = { layer: layer.ref, document, statement: index };
    const named = namedBy(statement, subject);
    const isNamed = anyNamed(named);
    if (isNamed === "no") return null;
    const name = layer.documents[document]?.name ?? "";
    const title = statementName(name, statement.index, statement.sid);
    let doubt =
      isNamed === "may" && statement.effect === "Deny" ? `${title}: whether it names the caller is not known` : null;
    if (indexed.isTooLong)
      doubt ??= `${title}: it is longer than any policy that AWS stores, or the work budget ended at its wildcards`;
    if (statement.actions.negated && statement.actions.patterns.length === 0)
      doubt ??= `${title}: NotAction lists nothing`;
    const values = variableValues(subject, cell);
    const conditions: Atom[] = [];
    for (const [condition, entry] of indexed.isTooLong ? [] : statement.conditions.entries()) {
      const test = testOf(entry, policy.version, values);
      const known = outcome(test, subject, cell);
      if (known === "no") return null;
      if (known === "open") {
        const atom: AtomRef = { statement: ref, part: { condition } };
        const { effect } = statement;
        conditions.push({ kind: "condition", ref: atom, effect, variable: variableOf(test.key), test });
      } else if (known !== "yes") doubt ??= `${title}: ${entry.operator} ${entry.key}: ${known.why}`;
    }
    const { effect } = statement;
    const resource = resourceFor({ indexed, effect, ref }, values);
    const made = { indexed, effect, ref, name: title, document: name, conditions, doubt, named, resource };
    return { ...made, tag: liveTag(made) };
  };
  // By layer of a subject, document and statement: what lives in every cell alike.
  const always = new WeakMap<LayerDocuments, (LiveStatement | undefined)[][]>();
  return {
    live: (layer, subject, cell, matters) => {
      const known = always.get(layer) ?? layer.documents.map(() => []);
      always.set(layer, known);
      const found: LiveStatement[] = [];
      for (const [document, { policy }] of layer.documents.entries()) {
        for (const [index, indexed] of indexer.of(policy).statements.entries()) {
          if (matters !== undefined && !matters(indexed)) continue;
          const old = known[document]?.[index];
          const each = old ?? lives({ layer, document, index }, indexed, subject, cell);
          if (each === null) continue;
          const own = known[document];
          if (own !== undefined && indexed.statement.conditions.length === 0 && !indexed.isPersonal) own[index] = each;
          found.push(each);
        }
      }
      return found;
    },
  };
}

/** Services whose resources are named by their own ARNs only. */
export const ownServices: ReadonlySet<string> = new Set(["iam", "sts", "organizations", "account"]);

/** The variable of a key: the two clocks are one. */
export function variableOf(key: string): string {
  return key === "aws:epochtime" ? "aws:currenttime" : key;
}

type Outcome = "yes" | "no" | "open" | { readonly why: string };

/** What is known of a condition before the caller chooses anything. */
function outcome(test: ConditionTest, subject: Subject, cell: Cell): Outcome {
  const { operator, key, entry } = test;
  if (operator === null) return { why: "AWS knows no such operator" };
  if (entry.values.length === 0) return { why: "it lists no value" };
  if (operator.family === "null" && test.holds(null) === "yes" && test.holds(["x"]) === "yes") return "yes";
  const domain = keyDomain(subject, cell, key);
  if (domain.kind === "free") return "open";
  if (domain.kind === "unknown") return { why: domain.why };
  if (isUnclear(test, domain, subject, cell)) return { why: "the value stands for several" };
  const tri = test.holds(domain.values);
  if (tri !== "may") return tri;
  return { why: test.values?.doubt ?? "AWS does not say what such a comparison gives" };
}

function isUnclear(test: ConditionTest, domain: KeyDomain, subject: Subject, cell: Cell): boolean {
  if (domain.kind !== "fixed" || domain.values === null) return false;
  const family = test.operator?.family;
  // A cell is a range of ages: only numbers compare alike over all of it.
  if (test.key === mfaAge && cell.age !== null) return family !== "numeric" && family !== "null";
  // The caller chooses the name of a federated session.
  if (!isFederated(subject.credential) || family === "null") return false;
  if (test.key !== "aws:principalarn" && test.key !== "aws:userid") return false;
  return test.key === "aws:userid" || test.entry.values.some((value) => value.includes("federated"));
}

/** The clock in seconds is compared through the clock in ISO form. */
function timed(test: ConditionTest): ConditionTest {
  if (test.key !== "aws:epochtime") return test;
  const seconds = (value: string): string => {
    const date = readDate(value);
    return date === null ? value : String(Math.floor(date / 1000));
  };
  const { values } = test;
  return {
    ...test,
    holds: (given: KeyValues) => test.holds(given === null ? null : given.map(seconds)),
    values: values === null ? null : { ...values, agrees: (value) => values.agrees(seconds(value)) },
  };
}
