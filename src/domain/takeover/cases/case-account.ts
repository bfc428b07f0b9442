import { noGuards } from "../guard-facts.ts";
import type { Situation, SituationFacts } from "../situation.ts";
import type { CaseLeaf } from "./case-leaf.ts";
import type { CaseAccount } from "./takeover-case.ts";

/** What an account of a case has that is not the usual. */
export interface CaseFacts {
  readonly kind?: SituationFacts["kind"];
  readonly password?: "yes" | "no";
  readonly mfa?: "yes" | "no";
  readonly keys?: "yes" | "no";
  readonly wall?: Partial<SituationFacts["wall"]>;
}

/** Expected sets: certain ones, and those that are only possible. */
export interface Expected {
  readonly certain?: readonly (readonly string[])[];
  readonly possible?: readonly (readonly string[])[];
}

/**
 * An account of a case. Unless said otherwise it has a password and MFA, no key and no wall; a member lives in an
 * organization with all features, trusted access and both central root features on.
 */
export function caseAccount(
  name: string,
  account: string,
  facts: CaseFacts,
  leaves: readonly CaseLeaf[],
  expected: Expected,
): CaseAccount {
  const kind = facts.kind ?? "standalone";
  const inside = kind === "standalone" ? "no" : "yes";
  const situation: Situation = {
    account,
    kind,
    atBest: "certain",
    flags: { password: facts.password ?? "yes", mfa: facts.mfa ?? "yes", keys: facts.keys ?? "no", x509: "no" },
    allFeatures: inside,
    trustedAccess: { account: inside, iam: inside },
    features: { credentials: inside, sessions: inside },
    wall: { ...noGuards.wall, ...facts.wall },
    centralSessions: noGuards.centralSessions,
    rootDenied: "no",
    leaves: leaves.map(({ leaf }) => leaf),
    notDeclared: [],
    blind: null,
  };
  return {
    name,
    situation,
    names: new Map(leaves.map(({ name, leaf }) => [name, leaf.id])),
    certain: expected.certain ?? [],
    possible: expected.possible ?? [],
  };
}
