import type { Cost } from "../core/cost.ts";
import type { Certainty } from "./who-can.ts";

/** What a path ends in. Only `session` is a full root session. */
export type Goal = "session" | "bucket-unlock" | "queue-unlock";

/** Kinds of thing an attacker needs. */
export type LeafKind =
  | "principals"
  | "mailbox"
  | "phone"
  | "root-key"
  | "x509-key"
  | "password-vault"
  | "seed-vault"
  | "device"
  | "kit"
  | "interception"
  | "registrar"
  | "dns"
  | "mail-tenant"
  | "network";

/** One thing an attacker needs. */
export interface AnswerLeaf {
  /**
   * `mb:…`, `phone:…`, `vault:…`, `any-of:` and the effects of a class: `?` marks one that is only possible, `!` one that
   * its principals were declared for, `@` the mail domains it is limited to. Whole here, masked by the faces.
   */
  readonly id: string;
  readonly kind: LeafKind;
  /** People who hold it; null when nobody declared them. */
  readonly who: readonly string[] | null;
  readonly cost: Cost;
}

/** One minimal attack set. */
export interface Path {
  readonly goal: Goal;
  readonly certainty: Certainty;
  /** What the attacker does, in order. */
  readonly steps: readonly string[];
  readonly leaves: readonly AnswerLeaf[];
  readonly rules: readonly string[];
  readonly parties: { readonly atLeast: number; readonly exact: boolean };
  /** The highest class among its leaves. */
  readonly cost: Cost;
  /** `limited`: an SCP denies the root user nearly everything, so the session is reached but can do little. */
  readonly power?: "limited" | undefined;
}

/** A change and what it does to the certain session paths of one account. */
export interface Cut {
  readonly change: { readonly id: string; readonly title: string };
  /** Certain session paths that are there before and not after. */
  readonly removes: number;
  readonly before: number;
  /** May hold longer paths that were hidden behind a removed one. */
  readonly after: number;
}

/** Paths of one account. */
export interface AccountPaths {
  readonly id: string;
  readonly status: "exact" | "too-many" | "no-who-can";
  /** There exactly when status is not `exact`. */
  readonly why?: string | undefined;
  readonly paths: readonly Path[];
  /** Index of the first certain session path. */
  readonly cheapest: number | null;
  readonly cuts: readonly Cut[];
  /**
   * Ids of the least-weight set of changes after which no certain session path remains; null when none does it, missing
   * for an account with so many paths that it was not worked out.
   */
  readonly minCut?: readonly string[] | null;
  readonly notCuttable: readonly { readonly rule: string; readonly title: string }[];
  /** Things nobody named, so that no leaf stands for them. */
  readonly notDeclared?: readonly string[];
  /** The principals behind each `any-of:` leaf, as sorted ARNs. */
  readonly classes?: readonly { readonly leaf: string; readonly members: readonly string[] }[];
}

/** `rootward.paths/v1`. */
export interface PathsAnswer {
  readonly schema: "rootward.paths/v1";
  readonly accounts: readonly AccountPaths[];
  readonly blastRadius: readonly {
    readonly leaf: string;
    readonly accounts: readonly string[];
    readonly alone: readonly string[];
  }[];
  /** Changes ranked by certain session paths removed over all accounts. */
  readonly doNext?: readonly (Cut & { readonly accounts: number })[];
}
