import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parsePolicy } from "../../../domain/iam/language/parse-policy.ts";
import { historicPolicies } from "../../../domain/iam/prove/historic-policies-for-test.ts";
import { prover } from "../../../domain/iam/prove/prover.ts";
import { mendPolicy } from "../../../domain/policy/mend/mend-policy.ts";
import { mendRoom } from "../../../domain/policy/mend/mend-room.ts";
import { editDocument } from "./edit-document.ts";
import { sameMeaning } from "./same-meaning.ts";
import { patchPath, unifiedDiff } from "./unified-diff.ts";

const P = "aws:MultiFactorAuthPresent";
const engine = prover();

/** The text after mending, which must say what the mended document says. */
function fixed(text: string): string {
  const policy = parsePolicy(JSON.parse(text), "identity");
  const ask = { as: "identity" as const, isBesideAdmin: false, devices: 0, instant: 0, isStrict: false };
  const { before, after } = mendPolicy(mendRoom(engine, ask), policy);
  const edited = editDocument(text, before, after);
  expect(sameMeaning(parsePolicy(JSON.parse(edited), "identity"), after)).toBe(true);
  return edited;
}

/** Lines of the first text that the diff takes out. */
function linesGone(before: string, after: string): readonly string[] {
  const lines = unifiedDiff("p.json", before, after).split("\n");
  return lines.filter((line) => line.startsWith("-") && !line.startsWith("---")).map((line) => line.slice(1));
}

describe("the text of a fixed policy", () => {
  it("changes one word where one word is wrong, and leaves odd formatting alone", () => {
    const text = [
      '{ "Statement" : [',
      '\t{"Sid":"A",   "Effect":"Deny", "NotAction":["iam:ListMFADevices" ,"iam:GetUser"],',
      `\t  "Resource":"*","Condition":{"Bool":{"${P}":false}}} ],`,
      '  "Version":"2012-10-17" }',
      "",
    ].join("\n");
    expect(fixed(text)).toBe(text.replace('"Bool"', '"BoolIfExists"'));
  });

  it("takes lines out of a list and leaves the others in their order", () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: historicPolicies["C4"] }, null, 4);
    expect(linesGone(text, fixed(text)).map((line) => line.trim())).toEqual([
      '"iam:DeleteVirtualMFADevice",',
      '"iam:ListAccountAliases",',
      '"iam:ListUsers",',
      '"iam:ListSSHPublicKeys",',
      '"iam:ListAccessKeys",',
      '"iam:ListServiceSpecificCredentials",',
      '"iam:GetAccountSummary",',
    ]);
  });

  it("keeps a document of one line on one line", () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: historicPolicies["A"] });
    const edited = fixed(text);
    expect(edited).not.toContain("\n");
    expect(edited.startsWith(text.slice(0, text.indexOf('{"Effect":"Deny"')))).toBe(true);
  });

  it("makes a list of the one statement that stands without one", () => {
    const text = JSON.stringify(
      { Statement: { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: { Bool: { [P]: "false" } } } },
      null,
      "\t",
    );
    const edited = fixed(text);
    expect(edited).toMatch(/^\{\n\t"Statement": \[\{\n\t\t"Effect": "Deny",/);
    expect(edited).toMatch(/\n\t\}\]\n\}$/);
  });

  it("writes the line ends that the file has", () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: historicPolicies["O"] }, null, 2).replaceAll(
      "\n",
      "\r\n",
    );
    expect(fixed(text).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("puts a version in front where there was none", () => {
    const text = '{\n  "Statement": []\n}\n';
    const empty = { version: "2008-10-17", statements: [] } as const;
    expect(editDocument(text, empty, { ...empty, version: "2012-10-17" })).toBe(
      '{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n',
    );
  });

  it("takes a condition that stands beside another under one operator apart", () => {
    const text = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          NotAction: "iam:GetUser",
          Resource: "*",
          Condition: { Bool: { [P]: "false", "aws:ViaAWSService": "false" } },
        },
      ],
    });
    expect(JSON.parse(fixed(text))).toMatchObject({
      Statement: [{ Condition: { Bool: { "aws:ViaAWSService": "false" }, BoolIfExists: { [P]: "false" } } }],
    });
  });
});

describe("the diff", () => {
  let folder = "";
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "rootward-diff-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const layouts: readonly (readonly [string, (text: string) => string])[] = [
    ["two blanks", (text) => `${text}\n`],
    ["no line end at the end", (text) => text],
    ["CRLF", (text) => `${text}\n`.replaceAll("\n", "\r\n")],
    ["one line", (text) => `${JSON.stringify(JSON.parse(text))}\n`],
  ];
  it.each(layouts)("is taken by git apply and patch -p1: %s", (_, layout) => {
    for (const id of ["A", "C2", "L", "N1", "O"]) {
      const before = layout(JSON.stringify({ Version: "2012-10-17", Statement: historicPolicies[id] }, null, 2));
      const after = fixed(before);
      const diff = unifiedDiff("./my policies/p.json", before, after);
      expect(diff).toContain("--- a/my policies/p.json\t\n");
      for (const tool of ["git", "patch"] as const) {
        const cwd = mkdtempSync(join(folder, "it-"));
        execFileSync("mkdir", ["my policies"], { cwd });
        const file = join(cwd, "my policies", "p.json");
        writeFileSync(file, before);
        writeFileSync(join(cwd, "p.diff"), diff);
        const args = tool === "git" ? ["apply", "--whitespace=nowarn", "p.diff"] : ["-p1", "--binary", "-i", "p.diff"];
        execFileSync(tool, args, { cwd });
        expect(readFileSync(file, "utf8")).toBe(after);
      }
    }
  });

  it("is empty where nothing differs, and names no path outside of the folder", () => {
    expect(unifiedDiff("a.json", "x", "x")).toBe("");
    expect(["/etc/p.json", "../p.json", "a/./p.json", "C:\\x\\p.json", "a\nb.json"].map(patchPath)).toEqual([
      "p.json",
      "p.json",
      "a/p.json",
      "p.json",
      "a_b.json",
    ]);
  });
});
