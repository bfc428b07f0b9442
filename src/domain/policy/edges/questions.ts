import type { ClassVerdict } from "../../iam/prove/answer.ts";
import type { Cell } from "../../iam/prove/cell.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { KeyFact, Subject } from "../../iam/prove/subject.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { Call, Facts, TrustSide } from "./call.ts";
import { absentKeys } from "./absent-keys.ts";
import { mentionedKeys, policiesOf } from "./mentioned-keys.ts";

/** Counts the questions put to the engine. */
export interface Counter {
  count: number;
}

/** The questions about one subject: each is asked once. */
export class Questions {
  readonly subject: Subject;
  readonly cells: readonly Cell[];
  readonly policies: readonly Policy[];
  readonly #engine: Prover;
  readonly #counter: Counter;
  readonly #keys = new Set<string>();
  readonly #prefixed = new Map<string, readonly string[]>();
  readonly #subjects = new Map<string, Subject>();
  readonly #answers = new Map<string, readonly ClassVerdict[]>();
  readonly #trusts = new Map<object, number>();

  constructor(engine: Prover, subject: Subject, counter: Counter) {
    this.subject = subject;
    this.#engine = engine;
    this.#counter = counter;
    this.policies = policiesOf(subject.layers);
    for (const policy of this.policies) for (const key of mentionedKeys(policy)) this.#keys.add(key);
    counter.count += 1;
    this.cells = engine.ask(subject, { action: "sts:GetCallerIdentity" }).map(({ cell }) => cell);
  }

  /** Keys that some layer looks at and that begin so; lower case. */
  keysWith(prefix: string): readonly string[] {
    const known = this.#prefixed.get(prefix) ?? [...this.#keys].filter((key) => key.startsWith(prefix));
    this.#prefixed.set(prefix, known);
    return known;
  }

  /** The verdicts, cell by cell. */
  verdicts(call: Call): readonly ClassVerdict[] {
    const { action, arns, trust } = call;
    const facts = this.#looked(call);
    const about = factsKey(facts);
    const key = `${action} ${arns?.join(" ") ?? ""} ${about} ${trust === null ? "" : this.#number(trust.policy)}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const made = this.#ask(this.#subject(facts, about, trust), action, arns);
    this.#answers.set(key, made);
    return made;
  }

  /** Facts that some document looks at; the others change nothing. */
  #looked({ action, facts: told, trust }: Call): Facts {
    const own = trust === null || "unknown" in trust.policy ? null : mentionedKeys(trust.policy.policy);
    const tags = /^(iam:|sts:AssumeRole$)/.test(action) ? [] : this.keysWith("iam:resourcetag/");
    const facts: Facts = [...told, ...absentKeys(action), ...tags.map((key) => [key, "absent"] as const)];
    return facts.filter(([key]) => this.#keys.has(key) || own?.has(key) === true);
  }

  #subject(facts: Facts, about: string, trust: TrustSide | null): Subject {
    if (trust !== null) {
      const { arn, account, policy } = trust;
      const resource = { kind: "trust", policy, arns: [arn], account } as const;
      return { ...this.subject, keys: keysOf(facts), layers: { ...this.subject.layers, resource } };
    }
    if (facts.length === 0) return this.subject;
    const known = this.#subjects.get(about) ?? { ...this.subject, keys: keysOf(facts) };
    this.#subjects.set(about, known);
    return known;
  }

  #ask(subject: Subject, action: string, arns: readonly string[] | null): readonly ClassVerdict[] {
    this.#counter.count += 1;
    const found = this.#engine.ask(subject, arns === null ? { action } : { action, resource: { arns } });
    // A trust policy may cut ages finer than the subject's own documents: of the ages in a cell one that passes will do.
    return this.cells.map((cell) =>
      best(found.filter((each) => overlaps(cell, each.cell)).map(({ answer }) => answer)),
    );
  }

  #number(thing: object): number {
    const known = this.#trusts.get(thing) ?? this.#trusts.size + 1;
    this.#trusts.set(thing, known);
    return known;
  }
}

/** Facts as a text that is the same for equal facts. */
export function factsKey(facts: Facts): string {
  return facts.map(([key, fact]) => `${key}=${typeof fact === "string" ? fact : fact.join(",")}`).join(";");
}

function keysOf(facts: Facts): ReadonlyMap<string, KeyFact> | undefined {
  return facts.length === 0 ? undefined : new Map(facts);
}

function overlaps(one: Cell, other: Cell): boolean {
  if (one.mfa !== other.mfa || (one.age === null) !== (other.age === null)) return false;
  if (one.age === null || other.age === null) return true;
  return one.age.min <= (other.age.max ?? Infinity) && other.age.min <= (one.age.max ?? Infinity);
}

function best(verdicts: readonly ClassVerdict[]): ClassVerdict {
  return (
    verdicts.find(({ verdict }) => verdict === "open") ??
    verdicts.find(({ verdict }) => verdict === "may") ??
    verdicts[0] ?? { verdict: "may", why: "the engine has no such cell" }
  );
}
