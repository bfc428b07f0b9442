// `rekey`: a vault's keys are split anew, by a quorum. Of the seed vault one account's group key, or the key-encryption key
// with everything under it; the password vault's is the gate's to do, against the receipt.
import { Secret } from "../../../domain/core/secret.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { keyCheckValue } from "../../../domain/custody/envelope/key-check-value.ts";
import { groupAccount } from "../../../domain/custody/envelope/place.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { kekFact, kekPlace, splitKek } from "../core/kek.ts";
import { refuse } from "../insist.ts";
import type { Accepting } from "../core/line.ts";
import { prepareRekey } from "./rekey-group.ts";
import { fingerprintEnvelope, fingerprintPlace, openAt, sealAt, seedPlace } from "./seed-vault.ts";
import { combineShares, manifestOf, readShareOf } from "./split-key.ts";

/** Makes the new keys; they count once the quorum is found to have decided. */
export async function prepareKeys(
  core: BrokerCore,
  { vault, group, reason, bootKey }: DocumentOf<"rw.rekey/v1">,
  shares: readonly string[],
): Promise<Accepting> {
  if (vault === "P") return {};
  if (bootKey !== core.bootKey.recipient) refuse(custodyErrors.CUSTODY_OTHER_BOOT, group);
  if (group === "kek") return newKek(core, reason);
  const { store, age, deployment, shamir } = core.deps;
  const item = store.items.all().find((each) => each.group?.name === group && each.state === "current");
  const split = item?.group ? store.groups.get(group, item.group.version) : null;
  if (!item?.group || split === null) return refuse(custodyErrors.CUSTODY_NOT_ASKED, `no group ${group}`);
  const manifest = manifestOf(split);
  const read = await Promise.all(
    shares.map(async (file) => readShareOf(manifest, await age.decrypt(bytesOf(file), core.bootKey.identity))),
  );
  const place = seedPlace(deployment, groupAccount(group), "groupkey", item.group.version);
  const opened = await combineShares({ shamir }, manifest, read, place);
  for (const { bytes } of read) bytes.wipe();
  const prepared = await prepareRekey(core, item.account, opened).finally(() => opened.wipe());
  const { events, write } = prepared(systemActor("broker"), reason, () => ({}));
  return { events, ...(write === undefined ? {} : { write }) };
}

async function newKek(core: BrokerCore, reason: string): Promise<Accepting> {
  const { deps } = core;
  const { store, deployment } = deps;
  const old = core.insistUnsealed();
  const { split: before } = kekFact(store);
  if (before === null)
    return refuse(custodyErrors.CUSTODY_NOT_ASKED, "the key lies in an age file; make a new one there");
  const kek = { key: new Secret(deps.random(32)), version: old.version + 1 };
  const place = kekPlace(deployment, kek.version);
  const split = await splitKek(deps, kek.key, place, core.view());
  const again = (at: Parameters<typeof openAt>[1], envelope: Uint8Array): Uint8Array => {
    const plain = openAt(old.key, at, envelope);
    const sealed = sealAt(deps, kek.key, at, plain);
    plain.wipe();
    return sealed;
  };
  // Every version: an older seed may still be what a device knows.
  const items = store.items
    .all()
    .flatMap(({ account, version }) =>
      Array.from({ length: version }, (_, at) => store.items.version(account, at + 1)).filter((item) => item !== null),
    );
  const rewrapped = items.map((item) => {
    const at = (kind: "dek" | "seed") => seedPlace(deployment, item.account, kind, item.version);
    const kit = item.kit === null ? null : again(at("seed"), item.kit);
    return item.group === null ? { ...item, kit, dek: again(at("dek"), item.dek) } : { ...item, kit };
  });
  const fingerprints = [...again(fingerprintPlace(deployment), fingerprintEnvelope(core))];
  const { splitId, t, n } = manifestOf(split);
  return {
    events: [{ type: "kek.rekeyed", actor: systemActor("broker"), d: { version: kek.version, splitId, t, n, reason } }],
    write: () => {
      for (const item of rewrapped) store.items.put(item);
      store.facts.set("fingerprint-key", fingerprints);
      store.facts.set("kek", { version: kek.version, kcv: toBase64url(keyCheckValue(kek.key, place)), split });
    },
    kept: () => {
      old.key.wipe();
      core.kek = kek;
    },
  };
}
