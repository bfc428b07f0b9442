import { custodyErrors } from "../../../domain/custody/errors.ts";
import { readFrame } from "../../../domain/custody/frame/frame.ts";
import { admitSeed, type SeedDocument } from "../../../domain/custody/items/admit-seed.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";
import { holdsGrant } from "../../../domain/custody/request/request-state.ts";
import type { KeptItem } from "../../../world/store/broker/broker-store.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about } from "../core/decide-move.ts";
import {
  actorOf,
  counterEvents,
  insistArrival,
  meetCheckpoint,
  spend,
  type TakenIn,
  verifyDecisions,
} from "../core/intake.ts";
import type { Line } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { brokerErrors } from "../errors.ts";
import { insist, refuse, wipedUnlessKept } from "../insist.ts";
import { groupOf, newSeedName, sealSeed } from "./seed-vault.ts";

/** `rw.enrol` and `rw.replace`: a seed comes into the vault. */
export function enrolLine(
  core: BrokerCore,
  taken: TakenIn<SeedDocument>,
  { approvals }: BrokerRequestOf<"apply">,
): Line {
  const { document } = taken.verified.read;
  const { account, version, origin } = document;
  return {
    // Sealing it reads the rules and splits of now.
    isAlone: true,
    open: async () => {
      const kek = core.insistUnsealed();
      if (document.bootKey !== core.bootKey.recipient) refuse(custodyErrors.CUSTODY_OTHER_BOOT, account);
      const decisions = verifyDecisions(core, approvals).map(({ verified }) => verified);
      const rule = ruleOfAccount(core.policy().document, account) ?? refuse(custodyErrors.CUSTODY_NO_RULE, account);
      const seed = await seedOf(core, document);
      const { made, kitTag, ...sealed } = await sealSeed(core, kek, { account, version, seed, rule });
      const seedBytes = seed.reveal().length;
      seed.wipe();
      return wipedUnlessKept(made?.key ?? null, () => {
        core.insistUnsealed();
        meetCheckpoint(core, document);
        insistArrival(core, document);
        const { store } = core.deps;
        const newest = store.items.newest(account);
        const isGrantLive = store.requests.live(account).some(({ state }) => holdsGrant(state));
        const arrival = {
          bootKey: core.bootKey.recipient,
          seedBytes,
          newest: newest === null ? null : { ...newest, isRetired: newest.state === "retired" },
          twin: store.items.byFingerprint(sealed.fingerprint),
          isGrantLive,
        };
        const rules = { view: core.view(), policy: core.policy().document };
        const { flags } = insist(admitSeed(taken.verified, arrival, decisions, rules, core.now()));
        const item: KeptItem = {
          account,
          version,
          origin,
          isProven: false,
          capturedAt: core.now(),
          ...sealed,
          state: "current",
          attempts: [],
          flags,
        };
        const { fingerprint, group } = sealed;
        const split = group === null ? {} : { group: group.name, groupVersion: group.version };
        const d = {
          vault: "S",
          kind: "seed",
          version,
          origin,
          fingerprint,
          operator: taken.verified.person.id,
          flags,
          ...split,
          ...(kitTag === null ? {} : { kit: kitTag }),
        };
        return {
          events: [{ type: "item.enrolled", actor: actorOf(taken), account, d }, ...counterEvents([taken])],
          write: () => {
            if (newest?.state === "current") store.items.put({ ...newest, state: "older" });
            if (made !== null) store.groups.put(groupOf(account), made.group.version, made.split);
            store.items.put(item);
            spend(core, taken);
          },
          kept: () => {
            if (made !== null) core.groupKeys.set(newSeedName(account, version), made.key);
          },
          answer: ({ index }) => ({ status: "done", receipt: receipt(core, about("apply", taken), index) }),
        };
      });
    },
  };
}

async function seedOf(core: BrokerCore, document: SeedDocument): Promise<Secret<Uint8Array>> {
  const { age, deployment } = core.deps;
  const { account, version } = document;
  const frame = await age.decrypt(bytesOf(document.seed), core.bootKey.identity);
  const read = readFrame({ vault: "S", deployment, account, kind: "seed", version }, frame);
  frame.wipe();
  return read.status === "read"
    ? read.data
    : refuse(brokerErrors.BROKER_SECRET_UNREADABLE, `${account}, ${read.status}`);
}
