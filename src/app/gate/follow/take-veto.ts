import type { LogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import { loadFounding } from "../core/founding.ts";
import type { Gate } from "../core/gate.ts";
import { loadRules } from "../core/rules.ts";

/** A veto of a waiting roster or release policy, also one that went through the custodian door, ends it here, too. */
export function takeVeto(gate: Gate, { type, d }: LogEntry): void {
  const chain = type === "roster.vetoed" ? "roster" : type === "release-policy.vetoed" ? "release-policy" : null;
  if (chain === null) return;
  const { store } = gate;
  const vetoed = store.chains.all(chain).find(({ hash, state }) => hash === d["hash"] && state === "taken");
  if (vetoed === undefined || vetoed.version === 1) return;
  store.chains.put(chain, { ...vetoed, state: "vetoed" });
  gate.rules = loadRules(store, loadFounding(store));
}
