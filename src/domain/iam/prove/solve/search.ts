import type { CaseTree, LayerRef } from "../certificate.ts";
import type { KeyValues } from "../values/condition-test.ts";
import { findKeyValues, type KeyDemand } from "../values/find-key-values.ts";
import type { Reading } from "../values/tri.ts";
import type { Budget } from "./budget.ts";
import { findResource, type ResourceDemand } from "./find-resource.ts";
import {
  type Atom,
  type Formula,
  type Problem,
  type ProblemStatement,
  resourceVariable,
  type Side,
} from "./problem.ts";

/** Choices under which the request passes; `unsure` names variables whose choice could not be worked out. */
export interface Model {
  /** Null when any resource will do. */
  readonly resource: string | null;
  readonly keys: ReadonlyMap<string, KeyValues>;
  readonly unsure: readonly string[];
}

/** What a search ends with. `none`: no model, and no proof that there is none. */
export type Found =
  | { readonly kind: "model"; readonly model: Model }
  | { readonly kind: "closed"; readonly tree: CaseTree }
  | { readonly kind: "none" }
  | { readonly kind: "stopped"; readonly at: string };

/**
 * Decides whether some request passes, by cases: take an Allow that could still grant and suppose its next element
 * true, then false; take a Deny that could still hit and suppose its next element false, then true. After each
 * supposition the demands on its variable must still have a common solution. Every case costs a step of the budget.
 */
export function search(problem: Problem, side: Side, budget: Budget): Found {
  return new Cases(problem, side, budget).run();
}

type Value = "yes" | "no" | "open";

/** So many statements are looked through for one state. */
const usualStatements = 50;

/** Suppositions on one way down: no policy needs more, a proof with more is not read, and each takes a call. */
const deepest = 350;

const noKeys: Model["keys"] = new Map();
const nothing: readonly string[] = [];
const nobody: ReadonlySet<string> = new Set();

/** One search: what is supposed so far, and the demands that follow from it. */
class Cases {
  readonly #problem: Problem;
  readonly #side: Side;
  readonly #budget: Budget;
  readonly #supposed = new Map<Atom, boolean>();
  readonly #demands = new Map<string, { atom: Atom; want: boolean }[]>();
  readonly #keys = new Map<string, KeyValues>();
  #unsure: ReadonlySet<string> = nobody;
  #resource: string | null = null;
  readonly #denies: readonly ProblemStatement[];
  readonly #allows = new Map<LayerRef, readonly ProblemStatement[]>();
  /** States that looking through all statements once counts for. */
  readonly #cost: number;

  constructor(problem: Problem, side: Side, budget: Budget) {
    this.#problem = problem;
    this.#side = side;
    this.#budget = budget;
    const isWitness = side === "witness";
    this.#denies = isWitness ? problem.denies : problem.denies.filter((deny) => deny.doubt === null);
    for (const { ref, allows } of problem.layers.values()) {
      this.#allows.set(ref, isWitness ? allows.filter((allow) => allow.doubt === null) : allows);
    }
    const statements = [...this.#allows.values()].reduce((sum, allows) => sum + allows.length, this.#denies.length);
    this.#cost = 1 + Math.floor(statements / usualStatements);
  }

  run(): Found {
    if (this.#side === "witness" && this.#problem.mayDeny !== null) return { kind: "none" };
    const start = this.#check(resourceVariable, "the resource");
    return start ?? this.#next();
  }

  #next(): Found {
    if (!this.#budget.take(this.#cost)) return this.#stopped();
    for (const deny of this.#denies) {
      if (this.#value(deny) === "yes") return closed({ kind: "deny", statement: deny.ref });
    }
    const granted = this.#evaluate(this.#problem.formula);
    if (granted === "no") return closed({ kind: "no-grant", layers: this.#emptyLayers() });
    const open = granted === "open" ? this.#openAllow(this.#problem.formula) : null;
    if (open !== null) return this.#split(open, true);
    const deny = this.#denies.find((each) => this.#value(each) === "open");
    const atom = deny === undefined ? undefined : this.#openAtom(deny);
    if (atom !== undefined) return this.#split(atom, false);
    return { kind: "model", model: this.#model() };
  }

  #split(atom: Atom, first: boolean): Found {
    if (this.#supposed.size >= deepest) return { kind: "stopped", at: nameOf(atom) };
    const one = this.#suppose(atom, first);
    if (one.kind === "model" || one.kind === "stopped") return one;
    const other = this.#suppose(atom, !first);
    if (other.kind === "model" || other.kind === "stopped") return other;
    if (one.kind === "none" || other.kind === "none") return { kind: "none" };
    const [whenTrue, whenFalse] = first ? [one.tree, other.tree] : [other.tree, one.tree];
    return closed({ kind: "split", atom: atom.ref, whenTrue, whenFalse });
  }

  #suppose(atom: Atom, want: boolean): Found {
    const { variable } = atom;
    const before = { keys: this.#keys.get(variable), had: this.#keys.has(variable), resource: this.#resource };
    const unsure = this.#unsure;
    const demands = this.#demands.get(variable) ?? [];
    this.#demands.set(variable, [...demands, { atom, want }]);
    this.#supposed.set(atom, want);
    const found = this.#check(variable, nameOf(atom)) ?? this.#next();
    if (found.kind === "model") return found;
    this.#supposed.delete(atom);
    this.#demands.set(variable, demands);
    this.#resource = before.resource;
    if (before.had && before.keys !== undefined) this.#keys.set(variable, before.keys);
    else this.#keys.delete(variable);
    this.#unsure = unsure;
    return found;
  }

  /** Null when the demands on the variable have a common solution, which is kept. */
  #check(variable: string, at: string): Found | null {
    const demands = this.#demands.get(variable) ?? [];
    if (variable === resourceVariable) {
      const wanted: ResourceDemand[] = demands.flatMap(({ atom, want }) =>
        atom.kind === "resource" ? [{ test: atom.test, reading: this.#reading(atom), want }] : [],
      );
      const found = findResource(wanted, this.#problem.resources, this.#side, this.#budget);
      if (found === "stopped") return { kind: "stopped", at };
      if (found === "none") return closed({ kind: "conflict", variable });
      if (found === "refused") {
        const rule = this.#problem.resources.refused?.rule;
        return rule === undefined ? { kind: "none" } : closed({ kind: "service-rule", rule });
      }
      this.#resource = found.resource;
      return null;
    }
    const wanted: KeyDemand[] = demands.flatMap(({ atom, want }) =>
      atom.kind === "condition" ? [{ test: atom.test, reading: this.#reading(atom), want }] : [],
    );
    const found = findKeyValues(wanted, this.#problem.domain(variable, this.#side), this.#budget);
    if (found === "stopped") return { kind: "stopped", at };
    if (found === "none") return closed({ kind: "conflict", variable });
    if (found === "unsure") {
      if (this.#side === "witness") return { kind: "none" };
      this.#unsure = new Set([...this.#unsure, variable]);
      return null;
    }
    this.#keys.set(variable, found.values);
    return null;
  }

  #reading(atom: Atom): Reading {
    return readingOf(atom, this.#side);
  }

  #value(statement: ProblemStatement): Value {
    let value: Value = "yes";
    for (const atom of statement.atoms) {
      const supposed = this.#supposed.get(atom);
      if (supposed === false) return "no";
      if (supposed === undefined) value = "open";
    }
    return value;
  }

  #layer(ref: LayerRef): Value {
    const layer = this.#problem.layers.get(ref);
    if (layer === undefined) return "no";
    let value: Value = "no";
    if (layer.otherwise.kind === "yes") return "yes";
    if (layer.otherwise.kind === "may" && this.#side === "certificate") return "yes";
    for (const allow of this.#allows.get(ref) ?? []) {
      const each = this.#value(allow);
      if (each === "yes") return "yes";
      if (each === "open") value = "open";
    }
    return value;
  }

  #evaluate(formula: Formula): Value {
    if (formula.kind === "layer") return this.#layer(formula.ref);
    if (formula.kind === "may") return this.#side === "certificate" ? "yes" : "no";
    const [stop, rest]: [Value, Value] = formula.kind === "all" ? ["no", "yes"] : ["yes", "no"];
    let value: Value = rest;
    for (const part of formula.parts) {
      const each = this.#evaluate(part);
      if (each === stop) return stop;
      if (each === "open") value = "open";
    }
    return value;
  }

  /** The next element of an Allow that could still grant. */
  #openAllow(formula: Formula): Atom | null {
    if (formula.kind === "may") return null;
    if (formula.kind !== "layer") {
      for (const part of formula.parts) {
        if (this.#evaluate(part) !== "open") continue;
        const atom = this.#openAllow(part);
        if (atom !== null) return atom;
      }
      return null;
    }
    if (this.#layer(formula.ref) !== "open") return null;
    const allow = this.#allows.get(formula.ref)?.find((each) => this.#value(each) === "open");
    return allow === undefined ? null : (this.#openAtom(allow) ?? null);
  }

  #openAtom(statement: ProblemStatement): Atom | undefined {
    return statement.atoms.find((atom) => !this.#supposed.has(atom));
  }

  #emptyLayers(): readonly LayerRef[] {
    return [...this.#problem.layers.keys()].filter((ref) => this.#layer(ref) === "no");
  }

  #model(): Model {
    // Models are kept by the thousand, and most have no keys.
    const keys = this.#keys.size === 0 ? noKeys : new Map(this.#keys);
    return { resource: this.#resource ?? "*", keys, unsure: this.#unsure.size === 0 ? nothing : [...this.#unsure] };
  }

  #stopped(): Found {
    const last = [...this.#supposed.keys()].at(-1);
    return { kind: "stopped", at: last === undefined ? "the first statement" : nameOf(last) };
  }
}

/** How an atom counts on a side. */
export function readingOf(atom: Atom, side: Side): Reading {
  return (atom.effect === "Deny") === (side === "witness") ? "possible" : "sure";
}

/** How people find an atom. */
export function nameOf(atom: Atom): string {
  const { layer, document, statement } = atom.ref.statement;
  const place = `${layer}[${document}] Statement[${statement}]`;
  if (atom.kind === "resource") return `${place} Resource`;
  return `${place} ${atom.test.entry.operator} ${atom.test.entry.key}`;
}

function closed(tree: CaseTree): Found {
  return { kind: "closed", tree };
}
