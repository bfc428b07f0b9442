// Custody from one end to the other on one machine, by its commands: three custodians, fifty accounts out of tables and
// KeePass databases, one use of root with two approvals, and both logs and kits looked at with other people's tools.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../../src/domain/core/secret.ts";
import { fromBase32 } from "../../src/domain/crypto/base32.ts";
import { utf8 } from "../../src/domain/crypto/bytes.ts";
import { passwordExport } from "../../src/domain/custody/exports/password-export.ts";
import { seedExport } from "../../src/domain/custody/exports/seed-export.ts";
import { awsTotp } from "../../src/domain/custody/totp/totp-parameters.ts";
import { writeKdbx } from "../../src/world/sealing/kdbx/write-kdbx.ts";
import { Deployment } from "../custody/deployment/deployment.ts";
import { oracle, requireOracle } from "../oracle.ts";

const oathtool = await oracle("oathtool", () => execFileSync("oathtool", ["--version"]).toString());
const age = await oracle("age", () => execFileSync("age", ["--version"]).toString());

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly seed: string;
  readonly password: string;
}
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const rows: readonly Row[] = Array.from({ length: 50 }, (_, n) => {
  const bytes = [...createHash("sha512").update(`seed ${n}`).digest()];
  return {
    id: String(200_000_000_000 + n * 7919),
    name: `account-${n}`,
    email: `root+${n}@example.com`,
    seed: bytes.map((byte) => letters.charAt(byte % 32)).join(""),
    password: `generated password number ${n} ${bytes[0]}`,
  };
});
const [inTables, inDatabases] = [rows.slice(0, 30), rows.slice(30)];
const chosen = [rows[3], rows[41]] as [Row, Row];

function oath({ seed }: Row, ms: number): string {
  const at = `@${Math.floor(ms / 1000)}`;
  return execFileSync("oathtool", ["--totp", "-b", "-d", "6", "-N", at, seed]).toString().trim();
}

let world: Deployment;
const put = (name: string, data: string | Uint8Array) => writeFileSync(world.path(name), data, { mode: 0o600 });
beforeAll(async () => {
  world = await Deployment.make();
  const table = (column: string, of: (row: Row) => string) =>
    [
      `Account #,Account Name,Account Email,${column}`,
      ...inTables.map((row) => [row.id, row.name, row.email, of(row)].join(",")),
    ].join("\n");
  put(
    "seeds.csv",
    table("MFA Seed", ({ seed }) => seed),
  );
  put(
    "passwords.csv",
    table("Password", ({ password }) => password),
  );
  put("phrase", "the phrase of the old databases\n");
  const phrase = new Secret(utf8("the phrase of the old databases"));
  const items = inDatabases.map((row) => ({
    ...row,
    account: `aws:${row.id}`,
    seed: new Secret(fromBase32(row.seed) ?? new Uint8Array()),
    password: new Secret(utf8(row.password)),
    parameters: awsTotp,
  }));
  put("seeds.kdbx", await writeKdbx("seeds", seedExport(items), phrase));
  put("passwords.kdbx", await writeKdbx("passwords", passwordExport(items), phrase));
});
afterAll(async () => world.end());

describe("on one machine, with the commands of the manual", () => {
  it("two operators bring 50 accounts out of tables and password databases, and no one both secrets", async () => {
    const bring = async (name: "ann" | "bob", vault: "P" | "S", file: string, count: number) => {
      const argv = ["vault", "import", file, "--vault", vault, "--apply"];
      if (file.endsWith(".kdbx")) argv.push("--file-passphrase-file", "phrase");
      if (vault === "P") argv.push("--generated");
      const { rows: told } = (await world.json(name, argv)) as { rows: { outcome?: { status: string } }[] };
      expect(told.filter(({ outcome }) => outcome?.status === "stored")).toHaveLength(count);
    };
    await bring("bob", "S", "seeds.csv", 30);
    await bring("bob", "S", "seeds.kdbx", 20);
    await bring("ann", "P", "passwords.csv", 30);
    await bring("ann", "P", "passwords.kdbx", 20);
    const other = await world.as("ann", [
      "vault",
      "import",
      "seeds.csv",
      "--vault",
      "S",
      "--apply",
      "--state",
      "other",
    ]);
    expect([other.code, other.out]).toEqual([2, ""]);
    expect(other.err).toContain("[CUSTODY_ROW_ROLE]");
    const { accounts } = (await world.json("cleo", ["bg", "status", "--accounts"])) as {
      accounts: { P: { version: number } | null; S: { version: number } | null }[];
    };
    expect(accounts.filter(({ P, S }) => P?.version === 1 && S?.version === 1)).toHaveLength(50);
  });

  it("two codes of the old device verify a seed, and two words end its other copies", async (context) => {
    requireOracle(oathtool, context);
    const [row] = chosen;
    const now = Date.now();
    const codes = `${oath(row, now - 30_000)} ${oath(row, now)}\n`;
    expect(await world.json("bob", ["vault", "verify", "--account", row.id], codes)).toMatchObject({ verified: true });
    const attest = ["vault", "attest", "--vault", "S", "--account", row.id, "--how", "device-reset"];
    expect(await world.json("bob", attest)).toMatchObject({ open: 1 });
    expect(await world.json("cleo", attest)).toMatchObject({ open: 0 });
    const { accounts } = (await world.json("cleo", ["bg", "status", "--accounts"])) as {
      accounts: { account: string; S: { flags: string[] } }[];
    };
    const flags = accounts.find(({ account }) => account.endsWith(row.id))?.S.flags;
    expect(flags).toEqual(["never-proven", "verified"]);
  });

  it.each([
    ["a table", 0],
    ["a database", 1],
  ] as const)("an account out of %s opens after two approvals, with oathtool's code, and closes", async (_, which) => {
    const row = chosen[which];
    const requestId = await world.request(row.name);
    const early = await world.as("cleo", ["bg", "code", requestId]);
    expect([early.code, early.out]).toEqual([2, ""]);
    await world.approve("ann", requestId);
    await world.approve("bob", requestId);
    expect(await world.password(requestId)).toBe(row.password);
    const { code, serverTime } = await world.json("cleo", ["bg", "code", requestId]);
    if (oathtool.available) expect(code).toBe(oath(row, Number(serverTime)));
    await world.close(requestId);
    expect((await world.as("cleo", ["bg", "code", requestId])).out).toBe("");
  });

  it("both logs verify without any of the servers, down to the founders' keys", async () => {
    const genesis = JSON.parse(world.file("c/draft/genesis.json")) as { roster: { document: string } };
    const { logKeys } = JSON.parse(Buffer.from(genesis.roster.document, "base64url").toString()) as {
      logKeys: { gate: string; broker: string };
    };
    put("trust.txt", `log ${logKeys.gate}\nlog ${logKeys.broker}\nquorum none\n`);
    for (const log of ["broker", "gate"]) {
      const ran = await world.as("cleo", ["ledger", "export", "--log", log, "-o", `${log}.tar`]);
      expect(ran.code).toBe(0);
    }
    await world.stop("gate");
    await world.stop("broker");
    for (const log of ["broker", "gate"]) {
      const argv = ["ledger", "verify", `${log}.tar`, "--trust", "trust.txt", "--roster-hash", world.rosterHash];
      const ran = await world.run([...argv, "-f", "json"]);
      expect(JSON.parse(ran.out)).toMatchObject({ status: "verified", problems: [], decisions: { unjudged: 0 } });
      expect(ran.code).toBe(0);
    }
  });

  it.for(["P", "S"] as const)(
    "with the servers gone, two sheets and `age` open the kit of vault %s",
    async (vault, context) => {
      requireOracle(age, context);
      const side = vault === "P" ? "gate" : "broker";
      put("sheets.txt", `${world.kits[vault]?.sheets.slice(0, 2).join("\n") ?? ""}\n`);
      const file = `c/${side}/data/kit/kit-${vault.toLowerCase()}.age`;
      const opened = await world.run(["kit", "open", file, "--sheets", "sheets.txt", "--identity"]);
      expect(opened.code).toBe(0);
      put("identity.txt", opened.out);
      const decrypt = (input: Uint8Array) =>
        execFileSync("age", ["-d", "-i", "identity.txt"], { cwd: world.cwd, input }).toString();
      const { items } = JSON.parse(decrypt(readFileSync(world.path(file)))) as {
        items: { account: string; file: string }[];
      };
      expect(items).toHaveLength(50);
      for (const row of chosen) {
        const item = items.find(({ account }) => account === `aws:${row.id}`);
        const { data } = JSON.parse(decrypt(Buffer.from(item?.file ?? "", "base64url"))) as { data: string };
        const plain = Buffer.from(data, "base64url");
        const expected = vault === "P" ? Buffer.from(row.password) : Buffer.from(fromBase32(row.seed) ?? []);
        expect(plain.equals(expected)).toBe(true);
      }
    },
  );
});
