// Known secrets go through a whole deployment once; then every byte that it wrote, said or sent is searched for them, also
// inside what it encodes.
import { mkdirSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf } from "./breach/forms.ts";
import { both, filesOf, type Loot, piece } from "./breach/loot.ts";
import { processMemory } from "./breach/process-memory.ts";
import { takeApart } from "./breach/take-apart.ts";
import { Deployment, management } from "./deployment/deployment.ts";

const standard = "111122223333";
const canaries = [
  { account: standard, password: "Kanari!Vogel/Singt+Im=Käfig&%0123456789abc", base32: seedOf(17) },
  { account: management, password: "Zaunkönig?Pfeift#Auf~Dem|Dach%9876543210xy", base32: seedOf(91) },
] as const;
const codes: string[] = [];
let deployment: Deployment;
let temporary: string | undefined;

/** 64 letters of base32 that no other test has. */
function seedOf(start: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from({ length: 64 }, (_, at) => letters[(start + at * at * 7 + at * 3) % 32] ?? "").join("");
}

function bytesOf(base32: string): Uint8Array {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...base32].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const passwordForms = canaries.flatMap(({ password }) => formsOf(Buffer.from(password)));
const seedForms = canaries.flatMap(({ base32 }) => [
  ...formsOf(bytesOf(base32)),
  ...formsOf(Buffer.from(base32)),
  (base32.match(/.{4}/g) ?? []).join(" "),
]);

beforeAll(async () => {
  deployment = await Deployment.make();
  temporary = process.env["TMPDIR"];
  process.env["TMPDIR"] = deployment.temporary;
  for (const { account, password, base32 } of canaries) {
    await deployment.bring(account, account === standard ? "standard" : "sealed", password, base32);
    const requestId = await deployment.granted(account);
    expect(await deployment.password(requestId)).toBe(password);
    codes.push(await deployment.code(requestId));
    if (account === standard) await deployment.close(requestId);
  }
});
afterAll(async () => {
  if (temporary === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = temporary;
  await deployment.end();
});

/** Which canaries are anywhere in these bytes, whatever they are wrapped in. */
function found(loot: Loot): readonly string[] {
  const hits: string[] = [];
  for (const [name, bytes] of loot.pieces) {
    for (const each of takeApart(bytes)) {
      const text = Buffer.from(each.buffer, each.byteOffset, each.length).toString("latin1");
      if (passwordForms.some((form) => text.includes(form))) hits.push(`password in ${name}`);
      if (seedForms.some((form) => text.includes(form))) hits.push(`seed in ${name}`);
      // Six digits stand somewhere by chance; a code stands alone, or in an answer.
      const isCode = (code: string): boolean =>
        text === code || text.includes(`"code":"${code}"`) || new RegExp(`(?<![\\w.:-])${code}(?![\\w.:-])`).test(text);
      if (codes.some((code) => isCode(code))) hits.push(`code in ${name}`);
    }
  }
  return [...new Set(hits)];
}

describe("a canary is found", () => {
  const [{ password, base32 }] = canaries;
  const wrapped = JSON.stringify({ a: Buffer.from(`{"b":"${password}"}`).toString("base64url") });
  it.each([
    ["raw", piece("x", `..${password}..`), "password in x"],
    ["in base64url within JSON", piece("x", wrapped), "password in x"],
    [
      "in base64 twice",
      piece("x", Buffer.from(Buffer.from(`..${password}`).toString("base64")).toString("base64")),
      "password in x",
    ],
    ["in hex", piece("x", Buffer.from(bytesOf(base32)).toString("hex")), "seed in x"],
    ["as base32 in lower case", piece("x", `secret=${base32.toLowerCase()}`), "seed in x"],
    ["as bytes", piece("x", Buffer.concat([Buffer.from([1, 2]), bytesOf(base32), Buffer.from([3])])), "seed in x"],
    ["URL-encoded", piece("x", `p=${encodeURIComponent(password)}`), "password in x"],
    ["in UTF-16", piece("x", Buffer.from(password, "utf16le")), "password in x"],
  ])("%s", (_how, loot, hit) => {
    expect(found(loot)).toContain(hit);
  });

  it("where it belongs: in what the two commands print that are for it", () => {
    const shown = deployment.heard.filter(
      ({ argv }) => argv[0] === "bg" && (argv[1] === "password" || argv[1] === "code"),
    );
    const hits = found(both(...shown.map(({ out }, at) => piece(`out ${at}`, out))));
    expect(hits.filter((hit) => hit.startsWith("password"))).toHaveLength(2);
    expect(hits.filter((hit) => hit.startsWith("code"))).toHaveLength(2);
  });
});

describe("no canary is", () => {
  it("in any file of the deployment, while a grant is open", () => {
    const { pieces } = filesOf(deployment.cwd);
    expect(pieces.size).toBeGreaterThan(30);
    expect(found({ pieces, passphrases: [] })).toEqual([]);
  });

  it("in what gate and broker said", () => {
    expect(deployment.said).toContain("gate ready");
    expect(found(piece("said", deployment.said))).toEqual([]);
  });

  it("in what any command said, but the two that are for it", () => {
    const isFor = (argv: readonly string[]): boolean =>
      argv[0] === "bg" && (argv[1] === "password" || argv[1] === "code");
    const said = deployment.heard.map(({ argv, out, err }, at) =>
      piece(`${at} ${argv.join(" ")}`, `${isFor(argv) ? "" : out}\n${err}`),
    );
    expect(said.length).toBeGreaterThan(20);
    expect(found(both(...said))).toEqual([]);
  });

  it("in an HTTP body or a line between gate and broker", () => {
    const { http, lines } = deployment;
    expect(http.bodies.length).toBeGreaterThan(50);
    expect(lines.text.split("\n").length).toBeGreaterThan(50);
    expect(
      found(both(piece("lines", lines.text), ...http.bodies.map((body, at) => piece(`http ${at}`, body)))),
    ).toEqual([]);
  });

  it("left in a temporary file", () => {
    expect([...filesOf(deployment.temporary).pieces.keys()]).toEqual([]);
  });
});

describe("in memory, as a core would hold it", () => {
  const passwords = passwordForms.map((form) => Buffer.from(form, "latin1"));
  const seeds = seedForms.map((form) => Buffer.from(form, "latin1"));
  const keyOf = (file: string): Buffer => Buffer.from(deployment.file(file).trim(), "base64url");

  it.for([
    ["gate", "neither a password nor a seed", "c/gate/kek", [...passwords, ...seeds]],
    ["broker", "no password", "c/broker/sign.key", passwords],
  ] as const)("the %s has %s", ([side, , key, secrets], { annotate, skip }) => {
    let isItsMemory = false;
    const hits: number[] = [];
    let bytes = 0;
    try {
      for (const piece of processMemory(deployment.processId(side))) {
        bytes += piece.length;
        isItsMemory ||= piece.includes(keyOf(key));
        hits.push(...[...secrets.keys()].filter((at) => piece.includes(secrets[at] ?? "")));
      }
    } catch (error) {
      skip(`not run: ${String(error)}`);
    }
    void annotate(`${Math.round(bytes / 1024 / 1024)} MiB of the ${side} searched`);
    expect(isItsMemory).toBe(true);
    expect(hits).toEqual([]);
  });
});

describe("after everything has ended, no canary is", () => {
  beforeAll(async () => {
    await deployment.stop("gate");
    await deployment.stop("broker");
    for (const side of ["gate", "broker"] as const) {
      mkdirSync(deployment.path(`out/${side}`), { recursive: true });
      const config = ["--config", `c/${side}/${side}.json`];
      await deployment.must(["backup", "create", ...config, "--out", `out/${side}/vault.rwbackup`]);
      await deployment.must(["ledger", "export", `c/${side}/data/ledger`, "-o", `out/${side}/ledger.tar`]);
    }
  });

  it("in a backup or in an exported ledger", () => {
    const { pieces } = filesOf(deployment.path("out"));
    expect([...pieces.keys()].filter((name) => /\.(rwbackup|tar)$/.test(name))).toHaveLength(4);
    expect(found({ pieces, passphrases: [] })).toEqual([]);
  });

  it("in a kit's printed sheets", async () => {
    for (const vault of ["P", "S"]) {
      const holders = ["--holders", "ann,bob,safe", "--threshold", "2", "--deployment", "rehearsal-c"];
      await deployment.must(["kit", "make", "--vault", vault, ...holders, "--out", `kit-${vault}`]);
      const { pieces } = filesOf(deployment.path(`kit-${vault}`));
      expect([...pieces.keys()].filter((name) => name.endsWith(".pdf")).length).toBeGreaterThan(0);
      for (const [name, bytes] of pieces) {
        const streams = name.endsWith(".pdf") ? streamsOf(Buffer.from(bytes)) : [];
        expect(found(both(piece(name, bytes), ...streams.map((text, at) => piece(`${name} ${at}`, text))))).toEqual([]);
      }
    }
  });

  it("in the printed pages of a kit that a process keeps", async () => {
    const kept = [...filesOf(deployment.path("c/gate/data/kit")).pieces.keys()].filter((name) => name.endsWith(".age"));
    expect(kept.length).toBeGreaterThan(0);
    for (const kit of kept) {
      await deployment.must(["kit", "print", kit, "--manifest", "kit-P/manifest.json", "-o", "pages.pdf"]);
      const pages = filesOf(deployment.path(".")).pieces.get(deployment.path("pages.pdf")) ?? new Uint8Array();
      const streams = streamsOf(Buffer.from(pages));
      expect(streams.length).toBeGreaterThan(0);
      expect(found(both(piece("pages", pages), ...streams.map((text, at) => piece(`page ${at}`, text))))).toEqual([]);
    }
  });

  it("in what is left in any of the deployment's files", () => {
    expect(found(filesOf(deployment.cwd))).toEqual([]);
  });
});

/** The compressed streams of a PDF. */
function streamsOf(pdf: Buffer): readonly Buffer[] {
  const streams: Buffer[] = [];
  for (let at = pdf.indexOf("stream\n"); at !== -1; at = pdf.indexOf("stream\n", at + 7)) {
    const end = pdf.indexOf("\nendstream", at);
    try {
      streams.push(inflateSync(pdf.subarray(at + 7, end)));
    } catch {
      // The end of one, or not compressed.
    }
  }
  return streams;
}
