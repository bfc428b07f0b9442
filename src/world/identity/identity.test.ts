import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { fromBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { verifyCredentialSignature } from "../../domain/crypto/webauthn/verify-credential-signature.ts";
import { quickAge } from "../../../test/support/quick-age.ts";
import { age } from "../sealing/age.ts";
import { createIdentity } from "./create-identity.ts";
import { openIdentity } from "./open-identity.ts";

const words = "abandon ability able about above absent absorb";
const passphrase = (): Secret<Uint8Array> => new Secret(utf8(words));
const now = 1_795_230_000;
const request = "01JDADA7V0000000000000000A";
const top = mkdtempSync(join(tmpdir(), "rootward-identity-"));
const made = join(top, "made");
const others = join(top, "others");
const dir = join(top, "ann");
const parts = ["sign.age", "vault-p.age", "vault-s.age"];

const newIdentity = (directory: string, change: object = {}, files = quickAge) =>
  createIdentity(files, {
    directory,
    deployment: "acme",
    id: "ann",
    name: "Ann",
    passphrase: passphrase(),
    ...change,
  });
const open = () => openIdentity(age, dir);
const unlockAll = async (): Promise<void> => {
  (await open().unlockSigner(passphrase(), now)).wipe();
  for (const vault of ["P", "S"] as const) (await open().unlockVault(vault, passphrase())).wipe();
};

/** The code of the coded error that this ends with; every other end is shown as what it is. */
async function codeOf(work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (thrown) {
    return thrown instanceof CodedError ? thrown.row.code : thrown;
  }
}

beforeAll(async () => {
  await newIdentity(made);
  await newIdentity(others, { id: "bob", name: "Bob" });
});
beforeEach(() => {
  rmSync(dir, { recursive: true, force: true });
  cpSync(made, dir, { recursive: true });
  chmodSync(dir, 0o700);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe("a new identity", () => {
  it("is a directory for its owner alone, with every secret behind the passphrase", () => {
    expect(readdirSync(made).toSorted()).toEqual(["person.json", "requests", ...parts]);
    expect((statSync(made).mode & 0o777).toString(8)).toBe("700");
    for (const name of ["person.json", ...parts]) expect(statSync(join(made, name)).mode & 0o777).toBe(0o600);
    const all = readdirSync(made)
      .filter((name) => name !== "requests")
      .map((name) => readFileSync(join(made, name), "latin1"))
      .join("");
    expect(all).not.toMatch(/AGE-SECRET-KEY|"key"/);
  });

  it("signs with the key that its public part names, at the time of unlocking", async () => {
    const identity = open();
    const signer = await identity.unlockSigner(passphrase(), now);
    expect([signer.person, signer.cred, signer.authTime]).toEqual(["ann", identity.person.credId, now]);
    const message = utf8("rootward/v1\nrw.test/v1\n{}");
    const spki = fromBase64url(identity.person.spki) ?? new Uint8Array();
    expect(verifyCredentialSignature({ alg: -8, spki }, message, signer.sign(message))).toBe("valid");
    signer.wipe();
    expect(() => signer.sign(message)).toThrow("wiped");
  });

  it("opens what is encrypted to a vault's recipient with that vault's identity, and with no other", async () => {
    const { person } = open();
    const file = await age.encrypt(new Secret(utf8("a share")), [person.recipientS]);
    const s = await open().unlockVault("S", passphrase());
    expect(Buffer.from((await age.decrypt(file, s)).reveal()).toString()).toBe("a share");
    const p = await open().unlockVault("P", passphrase());
    expect(await codeOf(() => age.decrypt(file, p))).toBe("SEALING_NOT_FOR_THIS_KEY");
    expect(person.recipientP).not.toBe(person.recipientS);
  });

  it("is never written over another one, or into a directory with files", async () => {
    const before = readFileSync(join(dir, "sign.age"));
    expect(await codeOf(() => newIdentity(dir))).toBe("IDENTITY_EXISTS");
    expect(readFileSync(join(dir, "sign.age")).equals(before)).toBe(true);
    const file = join(top, "a-file");
    writeFileSync(file, "");
    expect(await codeOf(() => newIdentity(file))).toBe("IDENTITY_UNWRITABLE");
  });

  it("leaves nothing behind when it cannot be written", async () => {
    const full = join(top, "no-such-place");
    writeFileSync(full, "");
    expect(await codeOf(() => newIdentity(join(full, "ann")))).toBe("IDENTITY_UNWRITABLE");
    expect(readdirSync(top).filter((name) => name.includes(".new-"))).toEqual([]);
  });

  it.each([
    ["an id with capitals", { id: "Ann" }],
    ["an id that is a path", { id: "../ann" }],
    ["a name of two lines", { name: "Ann\nBob" }],
    ["a name that turns the text around", { name: "Ann \u202e" }],
    ["a deployment with a slash", { deployment: "a/b" }],
  ])("is refused for %s", async (_, change) => {
    expect(await codeOf(() => newIdentity(join(top, "refused"), change))).toBe("IDENTITY_DAMAGED");
    expect(existsSync(join(top, "refused"))).toBe(false);
  });

  it("may fill a directory that is empty", async () => {
    const empty = join(top, "empty");
    mkdirSync(empty, { mode: 0o755 });
    await newIdentity(empty, { id: "cleo" });
    expect(openIdentity(age, empty).person.id).toBe("cleo");
  });
});

describe("an identity directory", () => {
  it.each(parts)("is refused with the wrong passphrase, by %s alone too", async (name) => {
    const wrong = new Secret(utf8("zoo ability able about above absent absorb"));
    const identity = open();
    const unlock =
      name === "sign.age"
        ? () => identity.unlockSigner(wrong, now)
        : () => identity.unlockVault(name === "vault-p.age" ? "P" : "S", wrong);
    expect(await codeOf(unlock)).toBe("SEALING_WRONG_PASSPHRASE");
  });

  it("is refused when others may read a file or enter it", async () => {
    for (const name of ["person.json", ...parts]) {
      for (const mode of [0o640, 0o604, 0o620]) {
        chmodSync(join(dir, name), mode);
        expect([name, mode, await codeOf(unlockAll)]).toEqual([name, mode, "IDENTITY_LOOSE"]);
      }
      chmodSync(join(dir, name), 0o600);
    }
    chmodSync(dir, 0o750);
    expect(await codeOf(open)).toBe("IDENTITY_LOOSE");
  });

  it("is refused where it is not, and where something else is", async () => {
    expect(await codeOf(() => openIdentity(age, join(top, "nobody")))).toBe("IDENTITY_MISSING");
    expect(await codeOf(() => openIdentity(age, join(dir, "person.json")))).toBe("IDENTITY_MISSING");
    const link = join(top, "link");
    symlinkSync(dir, link);
    expect(await codeOf(() => openIdentity(age, link))).toBe("IDENTITY_MISSING");
    rmSync(join(dir, "person.json"));
    expect(await codeOf(open)).toBe("IDENTITY_MISSING");
  });

  it("follows no link out of itself", async () => {
    renameSync(join(dir, "sign.age"), join(top, "elsewhere.age"));
    symlinkSync(join(top, "elsewhere.age"), join(dir, "sign.age"));
    expect(await codeOf(() => open().unlockSigner(passphrase(), now))).toBe("IDENTITY_DAMAGED");
    rmSync(join(top, "elsewhere.age"));
  });

  it("is not read from a pipe that nobody writes to", async () => {
    rmSync(join(dir, "sign.age"));
    expect(spawnSync("mkfifo", ["-m", "600", join(dir, "sign.age")]).status).toBe(0);
    expect(await codeOf(() => open().unlockSigner(passphrase(), now))).toBe("IDENTITY_DAMAGED");
  });

  it("is told to be damaged when a part is cut short, missing, of another person or of the other vault", async () => {
    const sign = () => codeOf(() => open().unlockSigner(passphrase(), now));
    truncateSync(join(dir, "sign.age"), 150);
    expect(await sign()).toBe("SEALING_DAMAGED");
    rmSync(join(dir, "sign.age"));
    expect(await sign()).toBe("IDENTITY_DAMAGED");
    cpSync(join(others, "sign.age"), join(dir, "sign.age"));
    expect(await sign()).toBe("IDENTITY_DAMAGED");
    cpSync(join(dir, "vault-p.age"), join(dir, "vault-s.age"));
    expect(await codeOf(() => open().unlockVault("S", passphrase()))).toBe("IDENTITY_DAMAGED");
  });

  it("is told to be damaged when its public part was exchanged under the same name", async () => {
    const file = join(dir, "person.json");
    const person = JSON.parse(readFileSync(file, "utf8"));
    const foreign = JSON.parse(readFileSync(join(others, "person.json"), "utf8"));
    writeFileSync(file, JSON.stringify({ ...person, spki: foreign.spki }));
    expect(await codeOf(() => open().unlockSigner(passphrase(), now))).toBe("IDENTITY_DAMAGED");
    writeFileSync(file, JSON.stringify({ ...person, doorSpki: foreign.doorSpki }));
    expect(await codeOf(() => open().unlockSigner(passphrase(), now))).toBe("IDENTITY_DAMAGED");
    writeFileSync(file, JSON.stringify({ ...person, recipientS: person.recipientP }));
    expect(await codeOf(open)).toBe("IDENTITY_DAMAGED");
  });

  it.skipIf(process.getuid?.() !== 0)("of another user is refused, except for root", () => {
    chownSync(join(dir, "person.json"), 12_345, 12_345);
    expect(open().person.id).toBe("ann");
    // In a process of its own that is no longer root, as the check asks who the process is.
    chownSync(dir, 12_346, 12_346);
    chmodSync(top, 0o755);
    const script = `process.setgid(12346); process.setuid(12346);
      const { openIdentity } = await import(${JSON.stringify(new URL("open-identity.ts", import.meta.url).href)});
      try { openIdentity({}, ${JSON.stringify(dir)}); console.log("opened"); } catch (e) { console.log(e.row?.code, e.detail); }`;
    chownSync(join(dir, "person.json"), 12_346, 12_346);
    const run = () => spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).stdout;
    expect(run()).toContain("opened");
    chownSync(join(dir, "person.json"), 0, 0);
    expect(run()).toContain("IDENTITY_UNWRITABLE");
    chownSync(dir, 12_345, 12_345);
    chmodSync(dir, 0o755);
    expect(run()).toContain("IDENTITY_LOOSE");
    chmodSync(top, 0o700);
  });

  it.skipIf(spawnSync("age", ["--version"]).status !== 0)("opens with the age command and the same words", async () => {
    const real = join(top, "real");
    await newIdentity(real, {}, age);
    (await openIdentity(age, real).unlockVault("P", passphrase())).wipe();
    const { stdout } = spawnSync("script", ["-qec", `age -d ${join(real, "vault-p.age")}`, "/dev/null"], {
      input: `${words}\n`,
      encoding: "utf8",
    });
    expect(stdout).toMatch(/"person":"ann","vault":"P","key":"AGE-SECRET-KEY-PQ-1/);
  });
});

describe("what a client has seen", () => {
  it("is nothing at first, and then what was kept", () => {
    expect(open().pins()).toEqual({ v: 1, checkpoints: {}, passwords: {} });
    const hash = "8O6Ay3iHnbH0CPU14BRFW1ADWKL_DH_rWWSKfYxgr40";
    const pins = {
      v: 1,
      gate: "http://127.0.0.1:1",
      roster: { hash, version: 1 },
      checkpoints: {},
      passwords: { "aws:123456789012": 3 },
    } as const;
    open().keepPins(pins);
    expect(open().pins()).toEqual(pins);
    expect(statSync(join(dir, "client.json")).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).filter((name) => name.startsWith(".new"))).toEqual([]);
  });

  it("is never taken for nothing when the file is damaged", async () => {
    for (const text of ["", "{}", '{"v":2}', "\u0000", '{"v":1,"more":1}']) {
      writeFileSync(join(dir, "client.json"), text, { mode: 0o600 });
      expect([text, await codeOf(() => open().pins())]).toEqual([text, "IDENTITY_DAMAGED"]);
    }
  });
});

describe("the keys of a request", () => {
  it("are kept for each vault, listed, and gone when forgotten", async () => {
    const { requests } = open();
    requests.keep(request, "P", utf8("p"));
    requests.keep(request, "S", utf8("s"));
    expect(statSync(join(dir, "requests", `${request}-p.age`)).mode & 0o777).toBe(0o600);
    expect([requests.read(request, "P"), requests.read(request, "S")]).toEqual([utf8("p"), utf8("s")]);
    expect(requests.list()).toEqual([request]);
    requests.forget(request);
    expect(readdirSync(join(dir, "requests"))).toEqual([]);
    expect(await codeOf(() => requests.read(request, "S"))).toBe("IDENTITY_NO_REQUEST");
  });

  it.each(["../sign", `${request}/../../sign`, "", request.toLowerCase()])("are no path: %j", async (id) => {
    const { requests } = open();
    expect(await codeOf(() => requests.read(id, "P"))).toBe("IDENTITY_NO_REQUEST");
    expect(await codeOf(() => requests.keep(id, "P", utf8("x")))).toBe("IDENTITY_NO_REQUEST");
    expect(await codeOf(() => requests.forget(id))).toBe("IDENTITY_NO_REQUEST");
  });
});
