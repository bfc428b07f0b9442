// Tries every key on every sealed thing, until nothing new opens. It opens envelopes with Node's own primitives, by the
// format's description, so that an error of ours in sealing does not hide itself.
import { createDecipheriv, createHmac } from "node:crypto";
import { Decrypter } from "age-encryption";
import { combine } from "shamir-secret-sharing";
import { Secret } from "../../../src/domain/core/secret.ts";
import { ageIdentity } from "../../../src/domain/custody/kits/age/age-identity.ts";
import type { Loot } from "./loot.ts";
import { takeApart } from "./take-apart.ts";

/** Where envelopes may stand: everything that metadata tells. */
export interface KnownPlaces {
  readonly deployment: string;
  readonly accounts: readonly string[];
  readonly versions: readonly number[];
}

/** What the attacker ends up with. */
export interface Spoils {
  /** Every piece of bytes that could be had. */
  readonly pieces: readonly Uint8Array[];
  /** How many envelopes, age files and keys out of shares were opened. */
  readonly opened: { readonly envelopes: number; readonly files: number; readonly combined: number };
  /** Keys out of shares, by the letter of their vault. */
  readonly keys: readonly { readonly vault: string; readonly key: Uint8Array }[];
}

interface Share {
  readonly threshold: number;
  readonly value: Uint8Array;
}

const aadsOf = ({ deployment, accounts, versions }: KnownPlaces): readonly Buffer[] => {
  const places = [
    ...accounts.flatMap((account) => [
      ...["P", "S"].flatMap((vault) => ["password", "seed", "dek"].map((kind) => [vault, account, kind])),
      ["S", `group:${account.replace(":", "-")}`, "groupkey"],
    ]),
    ["S", "group:fingerprints", "groupkey"],
    ["S", "-", "kek"],
    ["P", "-", "kek"],
  ];
  return places.flatMap(([vault, account, kind]) =>
    versions.map((version) =>
      Buffer.from(`RWE1\u0001rootward/v1|${vault}|${deployment}|${account}|${kind}|${version}`, "latin1"),
    ),
  );
};

/** One attack in progress. */
class Attack {
  readonly known = new Set<string>();
  readonly pieces: Uint8Array[] = [];
  readonly keys = new Map<string, Uint8Array>();
  readonly envelopes: Buffer[] = [];
  readonly files: Buffer[] = [];
  readonly identities = new Set<string>();
  readonly shares = new Map<string, Map<number, Share>>();
  readonly tried = new Set<string>();
  readonly combined: { vault: string; key: Uint8Array }[] = [];
  readonly opened = { envelopes: 0, files: 0, combined: 0 };

  /** Takes bytes in, and everything that is in them; whether there was anything new. */
  take(bytes: Uint8Array): void {
    for (const each of takeApart(bytes, this.known)) {
      this.pieces.push(each);
      this.#name(Buffer.from(each));
    }
  }

  #name(each: Buffer): void {
    const start = each.toString("latin1", 0, 21);
    if (each.length === 32) this.keys.set(each.toString("hex"), each);
    if (start.startsWith("RWE1\u0001")) this.envelopes.push(each);
    if (start === "age-encryption.org/v1") this.files.push(each);
    if (start.startsWith("RWS1") && each.length === 61) this.#share(each);
    const text = each.toString("latin1");
    for (const [identity] of text.matchAll(/AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{40,400}/g))
      this.identities.add(identity);
    for (const [, share = ""] of text.matchAll(/RWS1:([A-Z2-7]{98})/g)) this.take(fromBase32(share));
  }

  #share(bytes: Buffer): void {
    const split = bytes.subarray(4, 13).toString("hex");
    const shares = this.shares.get(split) ?? new Map<number, Share>();
    shares.set(bytes[48] ?? 0, { threshold: bytes[13] ?? 0, value: Uint8Array.from(bytes.subarray(16, 49)) });
    this.shares.set(split, shares);
  }

  openEnvelopes(aads: readonly Buffer[]): void {
    const byCheckValue = new Map(this.envelopes.map((each) => [each.toString("hex", 5, 21), each]));
    for (const [name, key] of this.keys) {
      if (!this.#isFirst(`kcv ${name} ${this.envelopes.length}`)) continue;
      for (const aad of aads) {
        const made = createHmac("sha256", key).update("rootward/v1/kcv\n").update(aad).digest("hex").slice(0, 32);
        const envelope = byCheckValue.get(made);
        if (envelope === undefined || !this.#isFirst(`envelope ${made}`)) continue;
        const decipher = createDecipheriv("aes-256-gcm", key, envelope.subarray(21, 33)).setAAD(aad);
        decipher.setAuthTag(envelope.subarray(-16));
        const plain = Buffer.concat([decipher.update(envelope.subarray(33, -16)), decipher.final()]);
        this.opened.envelopes++;
        this.take(plain);
      }
    }
  }

  async openFiles(passphrases: readonly string[]): Promise<void> {
    for (const [at, file] of this.files.entries()) {
      const head = file.toString("latin1", 0, Math.max(0, file.indexOf("\n--- ")));
      const isScrypt = head.includes("-> scrypt ");
      const keys = isScrypt ? passphrases : [...this.identities];
      for (const key of keys) {
        const isHybrid = key.startsWith("AGE-SECRET-KEY-PQ-");
        if (!isScrypt && head.includes("-> X25519 ") === isHybrid) continue;
        if (!this.#isFirst(`file ${at} ${key}`)) continue;
        const decrypter = new Decrypter();
        if (isScrypt) decrypter.addPassphrase(key);
        else decrypter.addIdentity(key);
        try {
          const plain = await decrypter.decrypt(Uint8Array.from(file));
          this.opened.files++;
          this.take(plain);
        } catch {
          // Not for this key.
        }
      }
    }
  }

  async combineShares(): Promise<void> {
    for (const [split, shares] of this.shares) {
      const values = [...shares.values()];
      const need = values[0]?.threshold ?? 255;
      if (values.length < need || !this.#isFirst(`split ${split} ${values.length}`)) continue;
      const secret = await combine(values.slice(0, need).map(({ value }) => value));
      this.opened.combined++;
      this.combined.push({ vault: Buffer.from(split, "hex").toString("latin1", 0, 1), key: secret });
      this.take(secret);
      this.identities.add(ageIdentity(new Secret(Uint8Array.from(secret))).reveal());
    }
  }

  get progress(): string {
    return [this.pieces.length, this.identities.size, this.opened.combined].join(" ");
  }

  #isFirst(what: string): boolean {
    if (this.tried.has(what)) return false;
    this.tried.add(what);
    return true;
  }
}

/** Everything that can be had from this loot. */
export async function attack(loot: Loot, places: KnownPlaces): Promise<Spoils> {
  const run = new Attack();
  const aads = aadsOf(places);
  for (const bytes of loot.pieces.values()) run.take(bytes);
  for (let before = ""; before !== run.progress;) {
    before = run.progress;
    run.openEnvelopes(aads);
    await run.openFiles(loot.passphrases);
    await run.combineShares();
  }
  return { pieces: run.pieces, opened: run.opened, keys: run.combined };
}

function fromBase32(text: string): Uint8Array {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
