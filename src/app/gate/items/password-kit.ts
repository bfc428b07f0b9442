import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import { kitTag } from "../../../domain/custody/kits/kit-tag.ts";
import {
  kitContents,
  type KitCopyRow,
  type KitToKeep,
  kitToKeep,
} from "../../../domain/custody/kits/file/kit-contents.ts";
import type { KeptAccount } from "../../../world/store/gate/gate-store.ts";
import type { Age } from "../../../world/sealing/sealing.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { rosterOf } from "../core/rules.ts";
import { openOuter } from "./inner-blob.ts";

/** The kit of the password vault of now; `null` when the roster names none. What the client encrypted stays sealed. */
export function passwordKit(gate: Gate, age: Pick<Age, "encrypt">): KitToKeep | null {
  const recipient = rosterOf(gate.rules, nowSeconds(gate)).kitRecipients.P;
  if (recipient === undefined || gate.quarantine.size > 0) return null;
  const { deployment, clock } = gate;
  const rows = allRows(gate);
  const encrypt = (plain: Uint8Array, to: string) => age.encrypt(new Secret(plain), [to]);
  return kitToKeep(rows, { deployment, vault: "P", recipient }, { nowMs: () => clock.nowMs(), encrypt });
}

/** Accounts whose newest items no kit of now could give back; a vault without a kit lacks nothing. */
export function kitLacking(gate: Gate): Readonly<Record<"P" | "S", readonly string[]>> {
  const { P, S } = rosterOf(gate.rules, nowSeconds(gate)).kitRecipients;
  const newest = allRows(gate).filter(({ account, version }) => version === gate.passwords.get(account));
  const seeds = [...gate.seeds].filter(([, { kit }]) => S !== undefined && kit !== kitTag(S));
  return {
    P: P === undefined ? [] : kitContents(newest, P).lacking,
    S: seeds.map(([account]) => account).toSorted(),
  };
}

function allRows(gate: Gate): readonly KitCopyRow[] {
  return gate.store.accounts.all().flatMap((account) => rowsOf(gate, account));
}

/** The newest version by the log, and the one before it: AWS may not have taken the newest yet. */
function rowsOf(gate: Gate, { account, name }: KeptAccount): readonly KitCopyRow[] {
  const newest = gate.passwords.get(account);
  if (newest === undefined) return [];
  return [newest - 1, newest].flatMap((version) => {
    const kept = version < 1 ? null : gate.store.passwords.version(account, version);
    return kept === null ? [] : [{ account, name, version, copy: copyIn(gate, kept) }];
  });
}

function copyIn(gate: Gate, kept: Parameters<typeof openOuter>[1]): KitCopyRow["copy"] {
  try {
    const { kit, kitTo } = openOuter(gate, kept);
    const file = kit === null ? null : fromBase64url(kit);
    return file === null || kitTo === undefined ? null : { recipient: kitTo, file };
  } catch (error) {
    // A row that was changed is found by whoever asks for it; it keeps no other account out of the kit.
    if (error instanceof CodedError) return null;
    throw error;
  }
}
