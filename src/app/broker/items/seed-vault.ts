// A seed at rest: sealed under a key of its own version, that key sealed under the key-encryption key, or in sealed mode
// under a group key that only shares open. The account is a group of its own, and each version or re-keying makes a new
// group key: bringing a seed never needs an opened one.
import { Secret } from "../../../domain/core/secret.ts";
import { toHex } from "../../../domain/crypto/hex.ts";
import { hmacSha256 } from "../../../domain/crypto/hmac.ts";
import { openEnvelope, sealEnvelope } from "../../../domain/custody/envelope/envelope.ts";
import type { EnvelopeKind, EnvelopePlace } from "../../../domain/custody/envelope/envelope-place.ts";
import { groupAccount } from "../../../domain/custody/envelope/place.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { kitTag } from "../../../domain/custody/kits/kit-tag.ts";
import type { StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import { plannedSplits } from "../../../domain/custody/release-policy/planned-splits.ts";
import { vaultsNotOpened } from "../../../domain/custody/release-policy/vaults-not-opened.ts";
import type { ReleaseRule } from "../../../domain/custody/documents/release-policy-document.ts";
import { personOf } from "../../../domain/custody/roster/roster-view.ts";
import type { KeptItem } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore, Kek } from "../core/broker-core.ts";
import { brokerErrors } from "../errors.ts";
import { refuse } from "../insist.ts";
import { kitCopyOf, seedKitRecipient } from "./kit-copy.ts";
import { splitKey } from "./split-key.ts";

/** The place of something in the seed vault. */
export function seedPlace(deployment: string, account: string, kind: EnvelopeKind, version: number): EnvelopePlace {
  return { vault: "S", deployment, account, kind, version };
}

/** The group that an account's seeds belong to; nobody else's do. */
export function groupOf(account: string): string {
  return account.replace(":", "-");
}

/** Seals bytes to a place, under a key. */
export function sealAt(
  { random }: { readonly random: (length: number) => Uint8Array },
  key: Secret<Uint8Array>,
  place: EnvelopePlace,
  plaintext: Secret<Uint8Array>,
): Uint8Array {
  return sealEnvelope({ key, place, nonce: random(12), plaintext });
}

/** What a stored row holds. Refuses with `BROKER_KEY_WRONG`. */
export function openAt(key: Secret<Uint8Array>, place: EnvelopePlace, envelope: Uint8Array): Secret<Uint8Array> {
  const opened = openEnvelope({ key, place, envelope });
  return opened.status === "opened"
    ? opened.plaintext
    : refuse(brokerErrors.BROKER_KEY_WRONG, `${place.account}, ${place.kind}, ${opened.status}`);
}

/** The seed of an item, by the key-encryption key or, in sealed mode, its group key. */
export function openSeed({ deps }: BrokerCore, item: KeptItem, key: Secret<Uint8Array>): Secret<Uint8Array> {
  const { account, version, envelope } = item;
  const dek = openAt(key, seedPlace(deps.deployment, account, "dek", version), item.dek);
  const seed = openAt(dek, seedPlace(deps.deployment, account, "seed", version), envelope);
  dek.wipe();
  return seed;
}

/** A group key that was just made, with its split. */
export interface NewGroupKey {
  readonly key: Secret<Uint8Array>;
  readonly group: { readonly name: string; readonly version: number };
  readonly split: StoredSplit;
}

/**
 * A new key for an account's group, split among the custodians of the seed vault: as many shares open it as every set of
 * people who satisfy the rule is sure to bring. Refuses with `CUSTODY_RULE_CANNOT_OPEN`.
 */
export async function newGroupKey(core: BrokerCore, account: string, rule: ReleaseRule): Promise<NewGroupKey> {
  const { deps } = core;
  const view = core.view();
  const planned = plannedSplits({ ...rule, sealed: ["S"] }, view)[0] ?? refuse(custodyErrors.CUSTODY_RULE_CANNOT_OPEN);
  const { threshold } = planned;
  const holders = planned.holders.map((id) => ({ id, recipient: personOf(view, id)?.recipientS ?? "" }));
  if (vaultsNotOpened({ ...rule, sealed: ["S"] }, view.groups, [planned]).length > 0) {
    refuse(custodyErrors.CUSTODY_RULE_CANNOT_OPEN, rule.name);
  }
  const name = groupOf(account);
  let version = 1;
  while (deps.store.groups.get(name, version) !== null) version++;
  const key = new Secret(deps.random(32));
  const place = seedPlace(deps.deployment, groupAccount(name), "groupkey", version);
  return { key, group: { name, version }, split: await splitKey(deps, { vault: "S", key, place, threshold, holders }) };
}

/** A seed, sealed as it will be stored. */
export interface SealedSeed extends Pick<KeptItem, "envelope" | "dek" | "group" | "kit" | "fingerprint"> {
  /** The group key that was made for it; `null` in standard mode. */
  readonly made: NewGroupKey | null;
  /** Of the kit that has a copy of it; `null` without one. */
  readonly kitTag: string | null;
}

/** Under which name the group key of a new seed is kept in memory, for the two codes that prove its device. */
export function newSeedName(account: string, version: number): string {
  return `${account} ${version}`;
}

/** Seals a seed for an account and version, also to the kit where the roster names one. */
export async function sealSeed(
  core: BrokerCore,
  kek: Kek,
  { account, version, seed, rule }: { account: string; version: number; seed: Secret<Uint8Array>; rule: ReleaseRule },
): Promise<SealedSeed> {
  const { deps } = core;
  const { deployment, random } = deps;
  const dek = new Secret(random(32));
  const made = rule.sealed.includes("S") ? await newGroupKey(core, account, rule) : null;
  const seedAt = seedPlace(deployment, account, "seed", version);
  const kitRecipient = seedKitRecipient(core);
  const kit = kitRecipient === null ? null : await kitCopyOf(core, kitRecipient, seedAt, seed);
  const sealed = {
    envelope: sealAt(deps, dek, seedAt, seed),
    dek: sealAt(deps, made?.key ?? kek.key, seedPlace(deployment, account, "dek", version), dek),
    group: made?.group ?? null,
    made,
    kit: kit === null ? null : sealAt(deps, kek.key, seedAt, kit),
    kitTag: kitRecipient === null ? null : kitTag(kitRecipient),
    fingerprint: fingerprintOf(core, kek, seed),
  };
  dek.wipe();
  kit?.wipe();
  return sealed;
}

/** Where the key of the fingerprints lies: nothing but the key-encryption key opens it, and it never changes. */
export function fingerprintPlace(deployment: string): EnvelopePlace {
  return seedPlace(deployment, groupAccount("fingerprints"), "groupkey", 1);
}

/** The sealed key of the fingerprints. */
export function fingerprintEnvelope({ deps }: Pick<BrokerCore, "deps">): Uint8Array {
  const kept = deps.store.facts.get("fingerprint-key");
  return Uint8Array.from(Array.isArray(kept) ? kept.map(Number) : []);
}

/** Names a seed without telling it: two accounts with one seed show. */
function fingerprintOf(core: BrokerCore, kek: Kek, seed: Secret<Uint8Array>): string {
  const key = openAt(kek.key, fingerprintPlace(core.deps.deployment), fingerprintEnvelope(core));
  const fingerprint = toHex(hmacSha256(key.reveal(), seed.reveal()).subarray(0, 8));
  key.wipe();
  return fingerprint;
}
