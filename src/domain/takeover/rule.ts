import type { Giver, Givers, Shape } from "./shape.ts";
import type { Tri } from "./guard-facts.ts";
import type { Certainty, Effect } from "./who-can.ts";

/** What an attacker may have reached. The first three are goals. */
export type FactName =
  | "session"
  | "bucket-unlock"
  | "queue-unlock"
  | "password"
  | "mfa-factor"
  | "no-mfa"
  | "mailbox"
  | "phone"
  | "contact-write"
  | "recoverable"
  | "signin-ok"
  | "past-rcp-wall"
  | "past-account-wall"
  | "local-wall-off"
  | "scp-off"
  | "scp-edited"
  | "left-org"
  | "feature-on:credentials"
  | "feature-on:sessions"
  | "trusted-access:account"
  | "trusted-access:iam"
  | "member-admin"
  | `holds:${Effect}`
  | `holds:org:email-start@${string}`
  | `holds:org:email-accept@${string}`;

/** One use of a rule in one account: who holds the leaves and has the facts has the head. */
export interface Inference {
  readonly rule: string;
  readonly head: FactName;
  /** In the order an attacker takes them. */
  readonly needs: readonly FactName[];
  /** Places in `Shape.leaves`. */
  readonly leaves: readonly number[];
  readonly certainty: Certainty;
  /** The step as words, `{leaf}` standing for the first leaf; null when it is none. */
  readonly tell: string | null;
}

/** How well a rule is known. */
export type Basis = "documented" | "captured" | "unverified" | "decision";

/** One way in which things lead to other things. One file each; its id lives for ever. */
export interface Rule {
  /** `R1` … `R20`. */
  readonly id: string;
  readonly title: string;
  readonly basis: Basis;
  /** Why it holds and what stops it, in our own words. */
  readonly why: string;
  /** Its uses in an account of this shape. */
  readonly infer: (shape: Shape, givers: Givers) => readonly Inference[];
}

/** The parts of an inference that a rule file spells out. */
export type InferenceParts = Pick<Inference, "head"> & Partial<Omit<Inference, "head">>;

/** An inference of a rule: certain, without needs, leaves or words unless given. */
export function inference(rule: string, parts: InferenceParts): Inference {
  return {
    rule,
    head: parts.head,
    needs: parts.needs ?? [],
    leaves: parts.leaves ?? [],
    certainty: parts.certainty ?? "certain",
    tell: parts.tell ?? null,
  };
}

/** The same inference once per giver of a slot, with that leaf, as certain as the gift. */
export function perGiver(rule: string, givers: readonly Giver[], parts: InferenceParts): readonly Inference[] {
  return givers.map(({ leaf, gift }) =>
    inference(rule, { ...parts, leaves: [leaf], certainty: weaker(gift.certainty, parts.certainty ?? "certain") }),
  );
}

/** The weaker of two certainties. */
export function weaker(one: Certainty, two: Certainty): Certainty {
  return one === "possible" || two === "possible" ? "possible" : "certain";
}

/** How certain something is that needs a fact to be `yes`; null when it is not. */
export function certaintyOf(fact: Tri): Certainty | null {
  switch (fact) {
    case "yes":
      return "certain";
    case "unknown":
      return "possible";
    case "no":
      return null;
  }
}
