// Both vaults of a small deployment, as their processes leave them when they are stopped.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { type SigningKey, verifierKeyOf } from "../../../domain/ledger/note/signing-key.ts";
import { openLog } from "../../ledger-files/open-log.ts";
import { openBrokerStore } from "../broker/open-broker-store.ts";
import { keptItem } from "../broker/store-for-test.ts";
import { openGateStore } from "../gate/open-gate-store.ts";
import { keptPassword } from "../gate/store-for-test.ts";
import { storeNames, type VaultPlace } from "./vault-place.ts";

/** A deployment's directory with both vaults in it. */
export interface TestVaults {
  readonly top: string;
  readonly gate: VaultPlace;
  readonly broker: VaultPlace;
  readonly hostIdFile: string;
  readonly remove: () => void;
}

const keys: Readonly<Record<Vault, SigningKey>> = {
  P: { name: "rootward.example/acme/gate", seed: new Secret(Uint8Array.from({ length: 32 }, (_, at) => at)) },
  S: { name: "rootward.example/acme/broker", seed: new Secret(Uint8Array.from({ length: 32 }, (_, at) => at + 32)) },
};

/** Makes both vaults with one item and three log entries each; `entries` in the broker's log. */
export function testVaults(entries = 3): TestVaults {
  const top = mkdtempSync(join(tmpdir(), "rootward-vaults-"));
  const gate = placeOf(top, "P");
  const broker = placeOf(top, "S");
  const hostIdFile = join(top, "broker", "host-id");
  const passwords = openGateStore({ file: storeOf(gate), create: true });
  passwords.transaction(() => passwords.passwords.insert(keptPassword()));
  passwords.close();
  const { store } = openBrokerStore({ file: storeOf(broker), hostIdFile, create: true });
  store.transaction(() => store.items.put(keptItem()));
  store.close();
  grow(gate, 3);
  grow(broker, entries);
  return { top, gate, broker, hostIdFile, remove: () => rmSync(top, { recursive: true, force: true }) };
}

/** The store of a vault. */
export function storeOf({ data, vault }: VaultPlace): string {
  return join(data, storeNames[vault]);
}

/** Appends entries to a vault's log, each of so many bytes at least. */
export function grow({ data, vault }: VaultPlace, count: number, bytes = 0): void {
  if (count === 0) return;
  if (!existsSync(data)) mkdirSync(data, { recursive: true, mode: 0o700 });
  const opened = openLog({ directory: join(data, "ledger"), key: keys[vault] });
  if (opened.status !== "open") throw new Error(opened.detail);
  opened.log.append(Array.from({ length: count }, (_, at) => utf8(`{"entry":${at},"of":"${vault}"}`.padEnd(bytes))));
  opened.log.close();
}

/** How many entries a vault's log has, and whether it opens. */
export function logSize({ data, vault }: VaultPlace): number | string {
  const opened = openLog({ directory: join(data, "ledger"), key: keys[vault] });
  if (opened.status !== "open") return opened.row.code;
  opened.log.close();
  return opened.log.head.size;
}

function placeOf(top: string, vault: Vault): VaultPlace {
  const [own, other] = vault === "P" ? ["gate", "broker"] : ["broker", "gate"];
  return {
    vault,
    deployment: "acme",
    origin: keys[vault].name,
    data: join(top, own, "data"),
    foreignPaths: [join(top, other)],
    verifier: verifierKeyOf("log", keys[vault]),
  };
}
