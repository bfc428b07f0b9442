import type { Secret } from "../../../domain/core/secret.ts";
import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { type LogActor, systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import type { KeptItem } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import type { Decision, Line } from "../core/line.ts";
import { brokerErrors } from "../errors.ts";
import { refuse } from "../insist.ts";
import { manifestOf } from "./split-key.ts";
import { groupOf, newGroupKey, openAt, sealAt, seedPlace } from "./seed-vault.ts";

/** Burns an opened group key: the seed's key goes under a new one with new shares, and the old shares open nothing. */
export function rekeyLine(core: BrokerCore, account: string, opened: Secret<Uint8Array>): Line {
  return {
    isAlone: true,
    open: async () => {
      const rekeyed = await prepareRekey(core, account, opened).finally(() => opened.wipe());
      return () => rekeyed(systemActor("broker"), "closed", () => ({}));
    },
  };
}

/** Prepares a new group key for an account's seed, given the one that opens it; what comes back is to be decided. */
export async function prepareRekey(
  core: BrokerCore,
  account: string,
  opened: Secret<Uint8Array>,
): Promise<(actor: LogActor, reason: string, answer: Decision["answer"]) => Decision> {
  const { deps } = core;
  const { store } = deps;
  core.insistUnsealed();
  const item = store.items.newest(account) ?? refuse(brokerErrors.BROKER_NO_SEED, account);
  const rule = ruleOfAccount(core.policy().document, account) ?? refuse(custodyErrors.CUSTODY_NO_RULE, account);
  const at = seedPlace(deps.deployment, account, "dek", item.version);
  const dek = openAt(opened, at, item.dek);
  const made = await newGroupKey(core, account, rule);
  const next: KeptItem = { ...item, dek: sealAt(deps, made.key, at, dek), group: made.group };
  dek.wipe();
  made.key.wipe();
  return (actor, reason, answer) => {
    core.insistUnsealed();
    const { splitId, t, n } = manifestOf(made.split);
    const { name, version } = made.group;
    const d = {
      vault: "S",
      kind: "groupkey",
      version: item.version,
      group: name,
      groupVersion: version,
      splitId,
      t,
      n,
      reason,
    };
    return {
      events: [{ type: "item.rekeyed", actor, account, d }],
      write: () => {
        store.groups.put(groupOf(account), version, made.split);
        store.items.put(next);
        store.facts.remove(`rekey-due ${account}`);
      },
      answer,
    };
  };
}
