import type { Statement } from "../../iam/language/policy.ts";
import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import type { ClassVerdict, Witness } from "../../iam/prove/answer.ts";
import type { StatementRef } from "../../iam/prove/certificate.ts";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import { liveByCell } from "../../iam/prove/live-by-cell.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { Subject } from "../../iam/prove/subject.ts";
import { guardStatements, type GuardStatement } from "../guarding/guard-statement.ts";
import { type StateVerdicts, stateVerdicts } from "./verdicts-in-states.ts";
import { adminPolicy } from "../admin-policy.ts";
import type { Rewrite } from "../guarding/rewrite.ts";
import { mendingBroadGuards } from "../guarding/mending.ts";
import { type MfaState, mfaStates, stateOf } from "../guarding/mfa-state.ts";
import { rewrittenLayers } from "./rewritten-layers.ts";

/** The verdict of one action in one state; of several ages the most open. */
export interface StateAnswer {
  readonly state: MfaState;
  readonly answer: ClassVerdict;
}

/** A statement that binds the subject. */
export interface BoundStatement {
  readonly ref: StatementRef;
  readonly document: string;
  readonly statement: Statement;
  /** It speaks of services that nobody knows yet: of an Allow, that it is meant to allow everything, or nearly. */
  readonly isBroad: boolean;
  /** States in which its conditions hold, or may hold, for the subject. */
  readonly holdsIn: ReadonlySet<MfaState>;
}

/** What a gap may ask. Every answer is the engine's, about the policies alone unless a credential is named. */
export interface GapView {
  readonly subject: Subject;
  readonly as: PolicyKind;
  /** The states that exist here, in order. */
  readonly states: readonly MfaState[];
  readonly guards: readonly GuardStatement[];
  /** Some guard is meant for everything: what it exempts was left out on purpose or by mistake. */
  readonly isGuarded: boolean;
  /** The verdicts of the catalogue's actions by number. */
  readonly verdicts: StateVerdicts;
  /** The name of a catalogue action by its number. */
  readonly nameOf: (action: number) => string;
  /** Catalogue names with a verdict in a state, in the catalogue's order. */
  readonly names: (state: MfaState, verdict: ClassVerdict["verdict"]) => readonly string[];
  /** The verdict of an action in a state. Throws for a name that is not in the catalogue. */
  readonly answer: (action: string, state: MfaState) => ClassVerdict;
  /** The verdict of an action on resources that match one of the ARN patterns, in each state. */
  readonly ask: (action: string, arns: readonly string[]) => readonly StateAnswer[];
  /** The verdict with a kind of credential, AWS's service rules included, in each of its states. */
  readonly askWith: (
    credential: CredentialKind,
    action: string,
    more?: { readonly arns?: readonly string[] | undefined; readonly devices?: number | "unknown" | undefined },
  ) => readonly StateAnswer[];
  /** The same question with statements replaced or dropped. */
  readonly variant: (rewrite: Rewrite) => GapView;
  /** The same question with a statement that allows everything beside it; itself where there is one already. */
  readonly besideAdmin: () => GapView;
  /** The same question with the broad guards in the form that holds without MFA on every resource. */
  readonly mended: () => GapView;
  /** The same question about another principal, credential or set of layers; what is not named stays. */
  readonly about: (change: Partial<Subject>) => GapView;
  /** Every statement that binds the subject, in the order of layers and documents. */
  readonly statements: readonly BoundStatement[];
}

/** What a view is made of. */
export interface ViewAsk {
  readonly subject: Subject;
  readonly as: PolicyKind;
  /** The identity layer already holds a statement that allows everything. */
  readonly isBesideAdmin: boolean;
}

/** Opens a view. Everything is worked out when it is asked for, once. */
export function gapView(engine: Prover, ask: ViewAsk): GapView {
  const { subject, as } = ask;
  const proof = once(() => engine.prove(subject));
  const { names, byName } = engine.universe.index;
  const verdicts = once(() => stateVerdicts(proof(), engine.universe));
  const guards = once(() => guardStatements(engine, subject));
  const statements = once(() => boundStatements(engine, subject));
  const beside = once(() => gapView(engine, { ...ask, subject: withAdmin(subject), isBesideAdmin: true }));
  const mended = once(() => view.variant(mendingBroadGuards(view.guards)));
  const view: GapView = {
    subject,
    as,
    get states() {
      return verdicts().states;
    },
    get guards() {
      return guards();
    },
    get isGuarded() {
      return guards().some(({ isBroad }) => isBroad);
    },
    get verdicts() {
      return verdicts();
    },
    nameOf: (action) => names[action] ?? "",
    names: (state, verdict) =>
      verdicts()
        .numbers(state, verdict)
        .map((action) => names[action] ?? ""),
    answer: (action, state) => {
      const found = verdicts().answer(byName.get(action.toLowerCase()) ?? -1, state);
      if (found === undefined) throw new Error(`no verdict on ${action} in ${state}`);
      return found;
    },
    ask: (action, arns) => byState(engine.ask(subject, { action, resource: { arns } })),
    askWith: (credential, action, { arns, devices } = {}) => {
      const asked = { ...subject, credential, devices: devices ?? subject.devices };
      return byState(engine.ask(asked, { action, ...(arns === undefined ? {} : { resource: { arns } }) }));
    },
    variant: (rewrite) =>
      gapView(engine, { ...ask, subject: { ...subject, layers: rewrittenLayers(subject, rewrite) } }),
    besideAdmin: () => (ask.isBesideAdmin ? view : beside()),
    mended: () => mended(),
    about: (change) => gapView(engine, { ...ask, subject: { ...subject, ...change } }),
    get statements() {
      return statements();
    },
  };
  return view;
}

/** The witness of an open answer on one action; null for other answers. */
export function witnessOf(answer: ClassVerdict, action: string): Witness | null {
  return answer.verdict === "open" ? answer.witness(action) : null;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function boundStatements(engine: Prover, subject: Subject): readonly BoundStatement[] {
  const { cells, statements } = liveByCell(engine, subject);
  return statements.map(({ liveIn, ...each }) => ({
    ...each,
    holdsIn: new Set(cells.flatMap((cell, place) => (liveIn[place] === true ? [stateOf(cell)] : []))),
  }));
}

const openness: Readonly<Record<ClassVerdict["verdict"], number>> = { closed: 0, may: 1, open: 2 };

function byState(answers: ReturnType<Prover["ask"]>): readonly StateAnswer[] {
  const found = new Map<MfaState, ClassVerdict>();
  for (const { cell, answer } of answers) {
    const state = stateOf(cell);
    const known = found.get(state);
    if (known === undefined || openness[known.verdict] < openness[answer.verdict]) found.set(state, answer);
  }
  return mfaStates.flatMap((state) => {
    const answer = found.get(state);
    return answer === undefined ? [] : [{ state, answer }];
  });
}

function withAdmin(subject: Subject): Subject {
  const { identity } = subject.layers;
  if ("unknown" in identity) return subject;
  return { ...subject, layers: { ...subject.layers, identity: [...identity, adminPolicy] } };
}
