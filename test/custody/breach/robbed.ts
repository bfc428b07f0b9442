// One deployment in which everything happened once: three accounts were brought, two of them opened, one in each mode; with
// what lay on its disks while a grant was open, and what passed through the gate's hands.
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Deployment, deploymentName, management, type Name } from "../deployment/deployment.ts";
import { attack, type KnownPlaces } from "./attack.ts";
import { both, filesOf, type Loot, nothing, piece, words } from "./loot.ts";
import type { AccountSecrets } from "./stolen-secrets.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const random = (from: string, length: number): string =>
  [...randomBytes(length)].map((byte) => from[byte % from.length] ?? "").join("");
const seedBytes = (base32: string): Uint8Array => {
  const bits = [...base32].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** The accounts: a standard one that was opened, a sealed one that was opened, a standard one that nobody asked for. */
export const accounts = { standard: "111122223333", sealed: management, quiet: "444455556666" } as const;
/** Which of them. */
export type Which = keyof typeof accounts;

/** The deployment with its history. */
export class Robbed {
  readonly deployment: Deployment;
  readonly secrets = {} as Record<Which, AccountSecrets & { readonly base32: string }>;
  readonly requests = {} as Record<"standard" | "sealed", string>;
  /** Keys that the broker's process held, as its custodians' shares give them. */
  memory = { kek: nothing, groupKeys: nothing };

  private constructor(deployment: Deployment) {
    this.deployment = deployment;
  }

  /** Up to two open grants, each with a code and a password given out. */
  static async make(): Promise<Robbed> {
    const made = new Robbed(await Deployment.make());
    const { deployment } = made;
    for (const which of ["standard", "sealed", "quiet"] as const) {
      const base32 = random(letters, 64);
      const password = random("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 40);
      await deployment.bring(accounts[which], which, password, base32);
      made.secrets[which] = { account: `aws:${accounts[which]}`, password, seed: seedBytes(base32), base32, codes: [] };
    }
    for (const which of ["standard", "sealed"] as const) {
      const requestId = await deployment.granted(accounts[which]);
      made.requests[which] = requestId;
      await deployment.password(requestId);
      made.secrets[which] = { ...made.secrets[which], codes: [await deployment.code(requestId)] };
    }
    made.#copy();
    const unsealers = both(made.person("ann"), made.person("bob"), made.whileOpen("broker"));
    const { keys } = await attack(unsealers, made.places);
    const held = (vault: string): Loot =>
      both(...keys.filter((each) => each.vault === vault).map(({ key }, at) => piece(`memory ${vault}${at}`, key)));
    made.memory = { kek: held("K"), groupKeys: held("S") };
    return made;
  }

  get places(): KnownPlaces {
    return {
      deployment: deploymentName,
      accounts: Object.values(accounts).map((account) => `aws:${account}`),
      versions: [1, 2, 3],
    };
  }

  /** Closes both grants, ends the processes and makes a backup of each vault. */
  async finish(): Promise<void> {
    const { deployment } = this;
    for (const which of ["standard", "sealed"] as const) await deployment.close(this.requests[which]);
    await deployment.stop("gate");
    await deployment.stop("broker");
    for (const side of ["gate", "broker"] as const) {
      mkdirSync(deployment.path(`backups-${side}`));
      const out = ["--out", `backups-${side}/vault.rwbackup`];
      await deployment.must(["backup", "create", "--config", `c/${side}/${side}.json`, ...out]);
    }
  }

  /** All files of a process's directory, now. */
  host(side: "gate" | "broker"): Loot {
    return filesOf(this.deployment.path(`c/${side}`));
  }

  /** Its data, without any key file. */
  data(side: "gate" | "broker"): Loot {
    return filesOf(this.deployment.path(`c/${side}/data`));
  }

  /** The same as it was while both grants were open. */
  whileOpen(side: "gate" | "broker"): Loot {
    return filesOf(this.deployment.path(`open/${side}/data`));
  }

  backup(side: "gate" | "broker"): Loot {
    return filesOf(this.deployment.path(`backups-${side}`));
  }

  /** The sealed kit that a process keeps of its vault. */
  kit(side: "gate" | "broker"): Loot {
    return filesOf(this.deployment.path(`c/${side}/data/kit`));
  }

  /** A person's files, as they are now, with the passphrase. */
  person(name: Name): Loot {
    return both(filesOf(this.deployment.path(name)), words(this.deployment.file(`${name}.words`).trim()));
  }

  /** Everything that the gate ever received or sent. */
  get traffic(): Loot {
    const { http, lines } = this.deployment;
    const bodies = http.bodies.map((body, at) => piece(`http ${at}`, body));
    return both(piece("lines", lines.text), ...bodies, filesOf(this.deployment.path("c/draft")));
  }

  /** A printed sheet of a kit. */
  sheet(vault: "P" | "S", index: number): Loot {
    return piece(`sheet ${vault}${index}`, this.deployment.kits[vault]?.sheets[index] ?? "");
  }

  /** The requester's files as they were then, with the keys of both requests. */
  get askerWhileOpen(): Loot {
    return filesOf(this.deployment.path("open/cleo"));
  }

  #copy(): void {
    cpSync(this.deployment.path("cleo"), this.deployment.path("open/cleo"), { recursive: true });
    for (const side of ["gate", "broker"] as const) {
      const to = this.deployment.path(`open/${side}/data`);
      cpSync(this.deployment.path(`c/${side}/data`), to, { recursive: true });
      // What still lies in the write-ahead log goes into the file that is read.
      const database = new DatabaseSync(`${to}/${side}.db`);
      database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA wal_checkpoint(TRUNCATE)");
      database.close();
    }
  }
}
