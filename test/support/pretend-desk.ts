// An operator's desk in memory: it keeps what it is given once, opens what was sealed to its boot key, and can fail.
import { Secret } from "../../src/domain/core/secret.ts";
import { toHex } from "../../src/domain/crypto/hex.ts";
import { readFrame } from "../../src/domain/custody/frame/frame.ts";
import type { RowOperator } from "../../src/domain/custody/imports/rows/row-event.ts";
import { refused } from "../../src/domain/custody/refused.ts";
import type { CustodyDesk, DeskAnswer } from "../../src/app/custody/import/import-desk.ts";
import { importErrors } from "../../src/domain/custody/imports/errors.ts";
import { age } from "../../src/world/sealing/age.ts";

/** What the desk has been given, and what it does at each item. */
export interface PretendDesk extends CustodyDesk {
  /** By `<account> <vault>`: the seed in hexadecimal, or the password. */
  readonly items: Map<string, string>;
  readonly flags: Map<string, readonly string[]>;
  readonly names: Map<string, string>;
}

/** A desk of an operator. `before` and `after` run around each item and may throw: what was lost on the way, and where. */
export async function pretendDesk(
  operator: RowOperator,
  hooks: { readonly before?: (account: string) => void; readonly after?: (account: string) => void } = {},
): Promise<PretendDesk> {
  const boot = await age.newX25519();
  const items = new Map<string, string>();
  const flags = new Map<string, readonly string[]>();
  const names = new Map<string, string>();
  const keep = (account: string, vault: "P" | "S", secret: string): DeskAnswer => {
    const sameAs = [...items]
      .filter(([place, other]) => place.endsWith(vault) && other === secret)
      .map(([place]) => place);
    if (items.has(`${account} ${vault}`) || (vault === "S" && sameAs.length > 0)) {
      return refused(importErrors.CUSTODY_ROW_TRANSITION, `${account} is there, or has the seed of another`);
    }
    items.set(`${account} ${vault}`, secret);
    hooks.after?.(account);
    return { status: "stored", sameAs: sameAs.map((place) => place.split(" ")[0] ?? "") };
  };
  const versionOf = (account: string, vault: "P" | "S") => (items.has(`${account} ${vault}`) ? { version: 1 } : null);
  return {
    items,
    flags,
    names,
    deployment: "acme",
    operator,
    accounts: () =>
      Promise.resolve(
        [...names.keys()].map((account) => ({ account, P: versionOf(account, "P"), S: versionOf(account, "S") })),
      ),
    addAccount: (account, name) => {
      names.set(account, name);
      return Promise.resolve();
    },
    bootKey: () => Promise.resolve(boot.recipient),
    enrol: async ({ account, version, seed }) => {
      hooks.before?.(account);
      const frame = await age.decrypt(seed, boot.identity);
      const read = readFrame({ vault: "S", deployment: "acme", account, kind: "seed", version }, frame);
      if (read.status !== "read") throw new Error(`the frame is ${read.status}`);
      return keep(account, "S", toHex(read.data.reveal()));
    },
    tagKey: () => Promise.resolve(new Secret(new Uint8Array(32).fill(7))),
    putPassword: ({ account, password, flags: given }) => {
      hooks.before?.(account);
      flags.set(account, given);
      return Promise.resolve(keep(account, "P", new TextDecoder().decode(password.reveal())));
    },
  };
}
