// Everything that would make custody fail at the wrong moment, as far as it can be told from what is recorded and declared.
// What is not declared is said to be unknown: silence is not health.
import type { CustodyFacts } from "./custody-facts.ts";
import type { ReadinessFinding } from "./custody-finding.ts";
import { kitFindings } from "./kit-findings.ts";
import { peopleFindings } from "./people-findings.ts";
import { serverFindings } from "./server-findings.ts";

const order = { red: 0, warn: 1, unknown: 2, ok: 3 } as const;

/** All findings, the worst first. */
export function examineCustody(facts: CustodyFacts): readonly ReadinessFinding[] {
  return worstFirst([...serverFindings(facts), ...kitFindings(facts), ...peopleFindings(facts)]);
}

/** The worst first; those of one level stay in their order. */
export function worstFirst(findings: readonly ReadinessFinding[]): readonly ReadinessFinding[] {
  return findings.toSorted((one, other) => order[one.level] - order[other.level]);
}
