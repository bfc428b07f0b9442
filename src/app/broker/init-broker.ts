// The first start of a broker's store: what the founders signed is pinned under the hash that somebody typed, and the
// key-encryption key is made, used once for the key of the fingerprints, and split or sealed.
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { keyCheckValue } from "../../domain/custody/envelope/key-check-value.ts";
import { type Genesis, takeGenesis } from "../../domain/custody/protocol/genesis.ts";
import { rosterView } from "../../domain/custody/roster/roster-chain.ts";
import type { BrokerStore } from "../../world/store/broker/broker-store.ts";
import { keepPolicy, keepRoster } from "./core/chains.ts";
import { kekPlace, splitKek } from "./core/kek.ts";
import { brokerErrors } from "./errors.ts";
import { insist } from "./insist.ts";
import { fingerprintPlace, sealAt } from "./items/seed-vault.ts";
import type { Splitter } from "./items/split-key.ts";

/** What a broker is initialised with. */
export interface BrokerBeginning extends Splitter {
  readonly deployment: string;
  readonly separation: "users" | "none";
  /** Base64url, as the roster must name them. */
  readonly own: { readonly spki: string; readonly doorSpki: string; readonly logKey: string };
  readonly genesis: Genesis;
  /** As somebody typed it. */
  readonly rosterHash: string;
  readonly nowSeconds: number;
  /** Seals the key in a file, where it is not to be split. */
  readonly keepKek: ((key: Secret<Uint8Array>) => Promise<void>) | null;
  /** Makes the store; called once everything else is found to fit. */
  readonly makeStore: () => BrokerStore;
}

/** What a broker was initialised with, for people. */
export interface BrokerBegun {
  readonly rosterHash: string;
  readonly releasePolicyHash: string;
  /** Who can unseal it and how many are needed; `null` when the key lies in a file. */
  readonly unsealers: { readonly threshold: number; readonly holders: readonly string[] } | null;
}

/** Initialises a broker. Throws what refuses the genesis, and `BROKER_OTHER_KEYS` when the roster names other keys. */
export async function initBroker(begin: BrokerBeginning): Promise<BrokerBegun> {
  const { genesis, rosterHash, nowSeconds, deployment, random } = begin;
  const founded = insist(takeGenesis(genesis, rosterHash, nowSeconds));
  const { document: roster } = founded.roster.inForce.read;
  const { spki, doorSpki, logKey } = begin.own;
  const isOwn = roster.broker.spki === spki && roster.broker.doorSpki === doorSpki && roster.logKeys.broker === logKey;
  const isHere = roster.deployment === deployment && roster.separation === begin.separation;
  if (!isOwn || !isHere) throw new CodedError(brokerErrors.BROKER_OTHER_KEYS, { detail: roster.deployment });
  const key = new Secret(random(32));
  const place = kekPlace(deployment, 1);
  const fingerprints = new Secret(random(32));
  const sealed = sealAt(begin, key, fingerprintPlace(deployment), fingerprints);
  const view = rosterView(founded.roster, nowSeconds);
  const split = begin.keepKek === null ? await splitKek(begin, key, place, view) : null;
  await begin.keepKek?.(key);
  const store = begin.makeStore();
  store.transaction(() => {
    keepRoster(store, founded.roster);
    keepPolicy(store, founded.policy);
    store.facts.set("fingerprint-key", [...sealed]);
    store.facts.set("kek", { version: 1, kcv: toBase64url(keyCheckValue(key, place)), split });
  });
  key.wipe();
  fingerprints.wipe();
  const holders = split?.shares.map(({ holder }) => holder) ?? [];
  const threshold = Math.max(2, Math.floor(holders.length / 2) + 1);
  return {
    rosterHash,
    releasePolicyHash: founded.policy.inForce.hash,
    unsealers: split === null ? null : { threshold, holders },
  };
}
