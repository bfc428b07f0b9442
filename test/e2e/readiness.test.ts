import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openerScript } from "../../src/domain/custody/kits/sheets/opener-script.ts";
import { management, RehearsalWorld } from "../custody/client/rehearsal-world.ts";
import { oracle, requireOracle } from "../oracle.ts";

const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const other = seed.replace("A", "B");
const prod = "111122223333";
const tools = await oracle("pdftoppm, zbarimg, python3, age and oathtool", () => {
  for (const [tool, flag] of [
    ["pdftoppm", "-v"],
    ["zbarimg", "--version"],
    ["python3", "--version"],
    ["age", "--version"],
    ["oathtool", "--version"],
  ] as const) {
    execFileSync(tool, [flag], { stdio: "pipe" });
  }
  return true;
});

let world: RehearsalWorld;
let passwords: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await RehearsalWorld.make(async (made) => {
    for (const vault of ["P", "S"]) {
      const kit = ["--vault", vault, "--holders", "ann,bob,safe-b", "--threshold", "2", "--out", `kit-${vault}`];
      await made.must(["kit", "make", "--deployment", "rehearsal-c", ...kit]);
      await made.run(["roster", "add", `kit-${vault}/manifest.json`, "--draft", "c/draft"]);
    }
  });
  for (const name of ["ann", "bob"] as const) await world.json(name, ["broker", "unseal", "--gate", world.gateUrl]);
  const add = async (account: string, name: string, of: string) => {
    const made = await world.json("ann", ["vault", "add", "--account", account, "--name", name, "--password"]);
    await world.json("bob", ["vault", "add", "--account", account, "--seed"], `${of}\n`);
    return String(made["password"]);
  };
  passwords = { [prod]: await add(prod, "prod", seed), [management]: await add(management, "management", other) };
});
afterAll(async () => world.end());

const kitFile = (vault: "P" | "S"): string =>
  join(world.cwd, "c", vault === "P" ? "gate" : "broker", "data", "kit", `kit-${vault.toLowerCase()}.age`);

/** Waits until a kit holds so many items; a process writes it at most every ten seconds. */
async function kitOf(vault: "P" | "S", count: number): Promise<string> {
  const file = kitFile(vault);
  for (let tries = 0; tries < 60; tries++) {
    try {
      if (JSON.parse(readFileSync(file.replace(".age", ".json"), "utf8")).count === count) return file;
    } catch {
      // Not there yet.
    }
    await pause(500);
  }
  throw new Error(`kit ${vault} never had ${count} items`);
}

/** The code on the front of two printed sheets, as a scanner reads it. */
function scan(vault: "P" | "S"): string {
  const folder = join(world.cwd, `kit-${vault}`, "sheets");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".pdf"))
    .slice(0, 2)
    .map((name) => {
      execFileSync("pdftoppm", ["-r", "200", "-f", "1", "-l", "1", "-gray", "-png", "-singlefile", name, name], {
        cwd: folder,
      });
      return execFileSync("zbarimg", ["--raw", "--quiet", `${name}.png`], { cwd: folder, stdio: "pipe" }).toString();
    })
    .join("");
}

const age = (input: Uint8Array, identity: string): Buffer =>
  execFileSync("age", ["-d", "-i", identity], { input, stdio: "pipe" });

describe("the kits that broker and gate keep", () => {
  it("open with two scanned sheets, through rootward, and give every password and code", async (context) => {
    requireOracle(tools, context);
    const [p, s] = [await kitOf("P", 2), await kitOf("S", 2)];
    for (const vault of ["P", "S"] as const) writeFileSync(join(world.cwd, `${vault}.txt`), scan(vault));
    const open = async (vault: "P" | "S", file: string, account: string) => {
      const sheets = ["--sheets", `${vault}.txt`, "--manifest", `kit-${vault}/manifest.json`];
      const { out } = await world.must(["kit", "open", file, ...sheets, "--account", account, "-f", "json"]);
      return JSON.parse(out) as { readonly password?: string; readonly code?: string };
    };
    for (const [account, of] of [
      [prod, seed],
      [management, other],
    ] as const) {
      expect((await open("P", p, account)).password).toBe(passwords[account]);
      const now = (): string => execFileSync("oathtool", ["--totp=sha1", "-b", of]).toString().trim();
      const before = now();
      expect([before, now()]).toContain((await open("S", s, account)).code);
    }
  });

  it("open with Python and age alone", async (context) => {
    requireOracle(tools, context);
    await Promise.all([kitOf("P", 2), kitOf("S", 2)]);
    writeFileSync(join(world.cwd, "opener.py"), openerScript);
    for (const vault of ["P", "S"] as const) {
      const input = scan(vault);
      const identity = join(world.cwd, `${vault}.key`);
      writeFileSync(identity, execFileSync("python3", ["opener.py"], { cwd: world.cwd, input, stdio: "pipe" }));
      const { items } = JSON.parse(age(readFileSync(kitFile(vault)), identity).toString()) as {
        readonly items: readonly { readonly account: string; readonly file: string }[];
      };
      const held = items.map(({ account, file }) => {
        const frame = JSON.parse(age(Buffer.from(file, "base64url"), identity).toString()) as { readonly data: string };
        return [account, Buffer.from(frame.data, "base64url")] as const;
      });
      if (vault === "P") {
        expect(held.map(([account, data]) => [account, data.toString()])).toEqual([
          [`aws:${prod}`, passwords[prod]],
          [`aws:${management}`, passwords[management]],
        ]);
      } else {
        const hex = (of: string): string =>
          execFileSync("oathtool", ["--totp=sha1", "-v", "-b", of])
            .toString()
            .replace(/^Hex secret: ([0-9a-f]+)[^]*$/, "$1");
        expect(held.map(([account, data]) => [account, data.toString("hex")])).toEqual([
          [`aws:${prod}`, hex(seed)],
          [`aws:${management}`, hex(other)],
        ]);
      }
    }
  });

  it("have sheets that can be printed again, to the byte", async (context) => {
    requireOracle(tools, context);
    const [first = ""] = scan("P").split("\n");
    const print = ["sheet", "print", "-", "--manifest", "kit-P/manifest.json", "-o", "again.pdf"];
    expect((await world.run(print, {}, `${first}\n`)).code).toBe(0);
    expect(readFileSync(join(world.cwd, "again.pdf"))).toEqual(
      readFileSync(join(world.cwd, "kit-P", "sheets", "1-ann.pdf")),
    );
  });

  it("hold no secret in the open, and are readable for nobody else", () => {
    for (const vault of ["P", "S"] as const) {
      const bytes = readFileSync(kitFile(vault)).toString("latin1");
      expect(bytes.startsWith("age-encryption.org/v1")).toBe(true);
      for (const secret of [seed, other, ...Object.values(passwords)]) expect(bytes).not.toContain(secret);
    }
  });
});

interface Finding {
  readonly id: string;
  readonly level: string;
  readonly subject: string;
}

async function doctor(
  more: readonly string[] = [],
): Promise<{ code: number; findings: readonly Finding[]; isReady: boolean }> {
  const manifests = ["--manifests", "kit-P/manifest.json,kit-S/manifest.json"];
  const ran = await world.as("ann", ["custody", "doctor", ...manifests, ...more, "-f", "json"]);
  return { code: ran.code, ...(JSON.parse(ran.out) as { findings: readonly Finding[]; isReady: boolean }) };
}

const levels = (findings: readonly Finding[], id: string): string[] =>
  findings.filter((each) => each.id === id).map(({ level, subject }) => `${level} ${subject}`.trim());

describe("the doctor of custody", () => {
  const declared = [
    "places:",
    ...["safe-p1", "safe-p2", "safe-s1", "safe-s2"].map((place) => `  - {place: ${place}, openedAloneBy: []}`),
    "dependencies: {root access: [gate host], gate host: [power]}",
    "",
  ].join("\n");

  it("is red before anything was proven, and says so with exit 1", async () => {
    const { code, findings, isReady } = await doctor();
    expect([code, isReady]).toEqual([1, false]);
    expect(levels(findings, "kit-copies")).toEqual(["red P", "red S"]);
    expect(levels(findings, "kit-undrilled")).toEqual(["warn P", "warn S"]);
    expect(levels(findings, "kit-items")).toEqual([]);
    for (const id of ["one-host", "no-witness", "dependency-loop", "disjointness"]) {
      expect([id, levels(findings, id)]).toEqual([id, ["unknown"]]);
    }
    const order = ["red", "warn", "unknown", "ok"];
    const ranks = findings.map(({ level }) => order.indexOf(level));
    expect(ranks).toEqual(ranks.toSorted((one, two) => one - two));
    const text = await world.as("ann", ["custody", "doctor"]);
    expect(text.out).toMatch(/^REHEARSAL {2,}Custody is not ready: \d+ red/);
    expect(text.out).toContain("✖ red");
  });

  it("sees drills that were recorded, copies that were registered, and what the configurations say", async () => {
    writeFileSync(join(world.cwd, "rootward-custody.yaml"), declared);
    for (const vault of ["P", "S"] as const) {
      writeFileSync(join(world.cwd, `${vault}.txt`), scan(vault));
      const drill = ["kit", "drill", `kit-${vault}/kit-canary.age`, "--manifest", `kit-${vault}/manifest.json`];
      expect(await world.json("ann", [...drill, "--sheets", `${vault}.txt`, "--record"])).toMatchObject({
        outcome: "passed",
        isRecorded: true,
      });
      for (const at of [1, 2]) {
        const place = `safe-${vault.toLowerCase()}${at}`;
        const copy = ["--manifest", `kit-${vault}/manifest.json`, "--medium", "paper", "--place", place];
        await world.json("bob", ["kit", "copies", "--add", ...copy]);
      }
    }
    const configs = ["--gate-config", "c/gate/gate.json", "--broker-config", "c/broker/broker.json"];
    const { findings } = await doctor(["--declared", "rootward-custody.yaml", ...configs]);
    for (const id of ["kit-undrilled", "kit-copies", "dependency-loop"]) {
      expect(new Set(levels(findings, id))).toEqual(new Set(["ok"]));
    }
    expect(levels(findings, "no-witness")).toEqual(["red"]);
    expect(levels(findings, "one-host")).toEqual(["warn"]);
  });

  it("knows a copy that was read again, and refuses one that nobody registered", async () => {
    const flags = ["kit", "copies", "--re-read", "--manifest", "kit-P/manifest.json"];
    const { copies } = (await world.json("bob", [...flags, "--place", "safe-p1"])) as {
      copies: readonly { place: string; reRead: number | null }[];
    };
    expect(copies.filter(({ reRead }) => reRead !== null).map(({ place }) => place)).toEqual(["safe-p1"]);
    const strange = await world.as("bob", [...flags, "--place", "elsewhere"]);
    expect([strange.code, strange.err]).toEqual([2, expect.stringContaining("no copy of kit")]);
  });

  it("a test of the notification routes says when there are none", async () => {
    const ran = await world.as("ann", ["notify", "test", "-f", "json"]);
    expect([ran.code, JSON.parse(ran.out)]).toEqual([1, { results: [], rehearsal: true }]);
    expect((await world.as("ann", ["notify", "test"])).out).toContain("0 routes");
  });

  it("names the place of a mistake in the custody file", async () => {
    writeFileSync(join(world.cwd, "wrong.yaml"), "places:\n  - place: a\n    opendAloneBy: [ann]\n");
    const ran = await world.as("ann", ["custody", "doctor", "--declared", "wrong.yaml"]);
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toContain("CUSTODY_DECLARED_MALFORMED");
    expect(ran.err).toContain("wrong.yaml:3");
  });

  it("without the gate names what it could not ask, and still judges what is at hand", async () => {
    await world.stop("gate");
    const { code, findings } = await doctor(["--declared", "rootward-custody.yaml"]);
    expect(code).toBe(1);
    for (const id of ["gate-away", "kit-undrilled", "kit-items", "kit-copies", "items", "clock-skew"]) {
      expect([id, levels(findings, id)]).toEqual([id, ["unknown"]]);
    }
    expect(levels(findings, "dependency-loop")).toEqual(["ok"]);
    expect(levels(findings, "quorum-margin")[0]).toMatch(/^red/);
    await world.start("gate");
  });
});
