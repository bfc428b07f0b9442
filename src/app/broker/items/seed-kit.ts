// The kit of the seed vault, as it could be opened if this host were gone today.
import { Secret } from "../../../domain/core/secret.ts";
import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import { kitTag } from "../../../domain/custody/kits/kit-tag.ts";
import { type KitCopyRow, type KitToKeep, kitToKeep } from "../../../domain/custody/kits/file/kit-contents.ts";
import type { KeptItem } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore, Kek } from "../core/broker-core.ts";
import type { Line } from "../core/line.ts";
import { kitCopyOf, readKitCopy, seedKitRecipient } from "./kit-copy.ts";
import { openAt, openSeed, sealAt, seedPlace } from "./seed-vault.ts";

/** The kit of now; `null` when the roster names none, or nothing is open. */
export function seedKit(core: BrokerCore): KitToKeep | null {
  const recipient = seedKitRecipient(core);
  const { kek } = core;
  if (recipient === null || kek === null || core.quarantine !== null) return null;
  const { deployment, age } = core.deps;
  const rows = itemsForKit(core).map((item): KitCopyRow => {
    const { account, version } = item;
    return { account, version, copy: copyIn(core, kek, item) };
  });
  const encrypt = (plain: Uint8Array, to: string) => age.encrypt(new Secret(plain), [to]);
  return kitToKeep(rows, { deployment, vault: "S", recipient }, { nowMs: () => core.nowMs(), encrypt });
}

/**
 * Items that the kit lacks and the broker can still give it, once the roster names another kit: it opens their seeds by
 * itself. Those in sealed mode only shares open; they come in with their next version.
 */
export function kitCopyLines(core: BrokerCore): readonly Line[] {
  const recipient = seedKitRecipient(core);
  const { kek } = core;
  if (recipient === null || kek === null || core.quarantine !== null) return [];
  return itemsForKit(core)
    .filter((item) => item.group === null && copyIn(core, kek, item)?.recipient !== recipient)
    .map((item) => copyLine(core, item.account, item.version));
}

function copyLine(core: BrokerCore, account: string, version: number): Line {
  return {
    isAlone: true,
    open: async () => {
      const kek = core.insistUnsealed();
      const { store } = core.deps;
      const recipient = seedKitRecipient(core);
      const item = store.items.version(account, version);
      if (recipient === null || item === null || item.group !== null) return () => ({ events: [], answer: () => ({}) });
      const seed = openSeed(core, item, kek.key);
      const place = seedPlace(core.deps.deployment, account, "seed", version);
      const copy = await kitCopyOf(core, recipient, place, seed);
      const kit = sealAt(core.deps, kek.key, place, copy);
      for (const each of [seed, copy]) each.wipe();
      return () => ({
        events: [
          {
            type: "item.kit_copied",
            actor: systemActor("broker"),
            account,
            d: { vault: "S", version, kit: kitTag(recipient) },
          },
        ],
        write: () => store.items.put({ ...item, kit }),
        answer: () => ({}),
      });
    },
  };
}

/** Of each account in custody the newest version, and the one before it: AWS may not have taken the newest yet. */
function itemsForKit({ deps }: BrokerCore): readonly KeptItem[] {
  const { items } = deps.store;
  return items
    .all()
    .filter(({ state }) => state === "current")
    .flatMap((newest) => {
      const before = newest.version > 1 ? items.version(newest.account, newest.version - 1) : null;
      return before === null || before.state === "retired" ? [newest] : [before, newest];
    });
}

/** The stored copy of an item; `null` when there is none. Refuses with `BROKER_KEY_WRONG`. */
function copyIn({ deps }: BrokerCore, kek: Kek, { account, version, kit }: KeptItem): KitCopyRow["copy"] {
  if (kit === null) return null;
  const opened = openAt(kek.key, seedPlace(deps.deployment, account, "seed", version), kit);
  const copy = readKitCopy(opened);
  opened.wipe();
  return copy;
}
