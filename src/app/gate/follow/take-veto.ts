import type { LogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import { loadFounding } from "../core/founding.ts";
import type { Gate } from "../core/gate.ts";
import { loadRules } from "../core/rules.ts";

/** Whether a custodian stopped a document that the broker had accepted. */
export function isVetoed({ store }: Pick<Gate, "store">, documentHash: string): boolean {
  return store.facts.get(`vetoed ${documentHash}`) === true;
}

/** A veto of a roster, release policy or other document, also one that went through the custodian door, counts here, too. */
export function takeVeto(gate: Gate, { type, d }: LogEntry): void {
  const { hash: vetoedHash } = d;
  if (type.endsWith(".vetoed") && typeof vetoedHash === "string") gate.store.facts.set(`vetoed ${vetoedHash}`, true);
  const chain = type === "roster.vetoed" ? "roster" : type === "release-policy.vetoed" ? "release-policy" : null;
  if (chain === null) return;
  const { store } = gate;
  const vetoed = store.chains.all(chain).find(({ hash, state }) => hash === d["hash"] && state === "taken");
  if (vetoed === undefined || vetoed.version === 1) return;
  store.chains.put(chain, { ...vetoed, state: "vetoed" });
  gate.rules = loadRules(store, loadFounding(store));
}
