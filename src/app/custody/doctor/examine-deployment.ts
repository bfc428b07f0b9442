// The doctor's round: what the gate shows and proves, what the configurations and people say. A gate that does not answer
// leaves everything about it unknown, by name; one whose words do not verify is itself the finding.
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { CustodyFacts } from "../../../domain/custody/readiness/custody-facts.ts";
import { finding, type ReadinessFinding } from "../../../domain/custody/readiness/custody-finding.ts";
import { examineCustody } from "../../../domain/custody/readiness/examine-custody.ts";
import type { PinnedRules } from "../client/pins/pinned-rules.ts";
import type { Visit } from "../client/pins/visit.ts";
import type { Gate } from "../client/ports/gate.ts";
import type { ReadinessGate } from "../client/ports/readiness.ts";
import { custodyFactsOf, type DoctorQuestion } from "./custody-facts-of.ts";

/** What the doctor goes to. */
export interface DoctorDeps {
  /** Signs in and looks around. */
  readonly enter: () => Promise<Visit>;
  readonly gate: Pick<Gate, "accounts"> & Pick<ReadinessGate, "readiness">;
  /** Roster and rules as they were kept at the last visit. Throws `CLIENT_NO_PIN`. */
  readonly keptRules: () => Pick<PinnedRules, "roster" | "policy">;
}

/** What does not come from the gate. */
export type DoctorBag = Pick<DoctorQuestion, "now" | "manifests" | "declared" | "hosts" | "offHostWitnesses">;

/** All that the gate alone can tell. */
const askedOfGate = [
  ["kit-undrilled", "whether the kits were opened in a drill"],
  ["kit-items", "whether the kits hold every account"],
  ["kit-copies", "where copies of the kits lie and when they were read again"],
  ["custodian-unseen", "when each custodian was last seen"],
  ["notice-routes", "which notification routes work"],
  ["items", "which accounts are in custody, and which seeds are proven"],
  ["clock-skew", "how far the broker's clock is off"],
] as const;

/** These need no gate: the configurations, the custody file and the kept roster are enough. */
const withoutGate: ReadonlySet<string> = new Set([
  "solo",
  "rehearsal",
  "one-host",
  "no-witness",
  "dependency-loop",
  "kit-missing",
  "quorum-margin",
  "cli-approvals",
  "many-codes",
  "both-vaults",
  "custodian-doorless",
  "disjointness",
]);

/** The round. Throws what opening the own identity throws. */
export const examineDeployment =
  ({ enter, gate, keptRules }: DoctorDeps) =>
  async (bag: DoctorBag): Promise<readonly ReadinessFinding[]> => {
    let visit: Visit;
    try {
      visit = await enter();
    } catch (error) {
      const about = error instanceof CodedError ? awayFinding(error) : null;
      if (about === null) throw error;
      return [about, ...unasked(), ...fromOutside(bag, keptRules)];
    }
    const [accounts, readiness] = await Promise.all([gate.accounts(), gate.readiness()]);
    return [...standing(visit), ...examineCustody(custodyFactsOf({ ...bag, visit, accounts, readiness }))];
  };

/** What an error at the door means; `null` when it is about the own identity and nothing else. */
function awayFinding({ row, detail }: CodedError): ReadinessFinding | null {
  const why = `${row.title} [${row.code}]${detail === null ? "" : `: ${detail}`}`;
  if (/^(?:GATE_CLIENT_|CLIENT_NO_GATE$)/.test(row.code)) {
    return finding("gate-away", "unknown", why, row.hint);
  }
  if (row.code === "CLIENT_BROKER_AWAY") return finding("broker-away", "red", why, row.hint);
  // What gate and broker show does not continue what was seen, or is not theirs.
  return /^(?:CLIENT|GATE)_/.test(row.code) ? finding("gate-unproven", "red", why, row.hint) : null;
}

function unasked(): readonly ReadinessFinding[] {
  return askedOfGate.map(([id, what]) => finding(id, "unknown", `not known: ${what}`, ""));
}

function standing({ status, gate }: Visit): readonly ReadinessFinding[] {
  const why = (rows: readonly string[]): string => (rows.length === 0 ? "" : `: ${rows.join(", ")}`);
  const said: ReadinessFinding[] = [];
  if (status.state === "sealed") {
    const next = "Let enough unsealers run broker unseal.";
    said.push(finding("broker-state", "red", `the broker is sealed${why(status.why)}: it gives no codes`, next));
  }
  if (status.state === "quarantined") {
    const next = "Find out what happened to its host; a quorum signs a resync, nothing else leads out.";
    said.push(finding("broker-state", "red", `the broker is in quarantine${why(status.why)}`, next));
  }
  if (gate.state === "quarantined") {
    const next = "Find out what happened to its host: its log is not the one that was seen before.";
    said.push(finding("gate-state", "red", `the gate is in quarantine${why(gate.why)}`, next));
  } else if (gate.why.length > 0) {
    said.push(
      finding("gate-state", "warn", `the gate has trouble${why(gate.why)}`, "Look up the codes in docs/errors.md."),
    );
  }
  return said;
}

function fromOutside(bag: DoctorBag, keptRules: DoctorDeps["keptRules"]): readonly ReadinessFinding[] {
  let rules: Pick<PinnedRules, "roster" | "policy">;
  try {
    rules = keptRules();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const next = "Run bg status once while the gate answers: it keeps the roster.";
    return [finding("no-roster", "unknown", "not known: who the people are and what the rules say", next)];
  }
  const { roster, policy } = rules;
  const readiness = { copies: [], drills: [], lastSeen: [], kitLacking: { P: [], S: [] }, routes: [] };
  const facts: CustodyFacts = custodyFactsOf({
    ...bag,
    visit: { roster, policy, status: { clock: "unknown", skewMs: 0 } },
    accounts: [],
    readiness,
  });
  return examineCustody(facts).filter(({ id }) => withoutGate.has(id));
}
