import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shippedInventoryPath, shippedMailPath } from "../../src/demo/organizations/load.ts";
import { findingsSchema, pathsSchema } from "../../src/app/scan/outcome-schema.ts";
import { forgetSnapshots, pretendSnapshot } from "./pretend-snapshot.ts";
import { runInProcess } from "./run-in-process.ts";

// Keys and orders are written down here as the documented formats have them, not as the code makes them.
const envelopeKeys = ["schema", "run", "summary", "findings"];
const runKeys = words("id startedAt finishedAt version organization snapshot mode scope notLookedAt complete");
const findingKeys = words(
  "id fingerprint account resource verdict severity title why fix help evidence reason needs firstSeen lastSeen waiver standards",
);
const reasons = words(
  "denied no-role throttled unreachable credentials-expired not-in-mode not-asked not-observable not-declared",
);
const costs = ["trivial", "low", "medium", "high", "insider"];
const kinds = words(
  "principals mailbox phone root-key x509-key password-vault seed-vault device kit interception registrar dns mail-tenant network",
);

function words(text: string): string[] {
  return text.split(" ");
}

function sorted(list: readonly string[]): string[] {
  return [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

const cwd = mkdtempSync(join(tmpdir(), "rootward-contract-"));
const declared = [
  "--inventory",
  shippedInventoryPath("acme"),
  "--mail-facts",
  shippedMailPath,
  "--as-of",
  "2026-11-21",
];
const read = async (argv: readonly string[]) => {
  const { out, err, code } = await runInProcess(argv, { cwd });
  expect(err).toBe("");
  return { value: JSON.parse(out), code };
};

beforeAll(async () => {
  await pretendSnapshot("acme", join(cwd, "acme"));
});

afterAll(async () => {
  await forgetSnapshots();
  rmSync(cwd, { recursive: true, force: true });
});

describe("scan -f json", () => {
  it("has the keys of the envelope, and no others", async () => {
    const { value, code } = await read(["scan", "--from", "acme", "-f", "json", ...declared]);
    findingsSchema.parse(value);
    expect(Object.keys(value)).toEqual(envelopeKeys);
    expect(Object.keys(value.run)).toEqual(runKeys);
    expect(Object.keys(value.run.scope)).toEqual(["requested", "evaluated", "notEvaluated"]);
    expect(value.run.scope.requested).toBe(40);
    expect(value.run.scope.evaluated + value.run.scope.notEvaluated.length).toBe(40);
    expect(Object.keys(value.run.scope.notEvaluated[0])).toEqual(["account", "reason", "needs"]);
    for (const each of value.run.notLookedAt) {
      expect(Object.keys(each)).toEqual(["reason", "what", "step"]);
      expect(reasons.slice(5)).toContain(each.reason);
    }
    expect(Object.keys(value.summary)).toEqual(["fail", "unknown", "waived", "notApplicable", "paths", "exit"]);
    expect(Object.keys(value.summary.fail)).toEqual(["critical", "high", "medium", "low"]);
    expect(value.summary.exit).toBe(code);
    expect(value.run.snapshot).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(value.run.organization).toMatch(/^o-/);
  });

  it("has the keys of a finding, fail and unknown alone, a reason exactly where it is unknown", async () => {
    const { value } = await read(["scan", "--from", "acme", "-f", "json", ...declared]);
    expect(value.findings.length).toBeGreaterThan(500);
    for (const finding of value.findings) {
      expect(Object.keys(finding)).toEqual(findingKeys);
      expect(Object.keys(finding.account)).toEqual(["id", "name", "ou"]);
      expect(finding.account.id).toMatch(/^[0-9]{12}$/);
      expect(finding.fingerprint).toMatch(/^[0-9a-f]{32}$/);
      expect(["fail", "unknown"]).toContain(finding.verdict);
      expect(finding.reason !== null).toBe(finding.verdict === "unknown");
      if (finding.reason !== null) expect(reasons).toContain(finding.reason);
      for (const each of finding.evidence) {
        expect(Object.keys(each)).toEqual(["fact", "value", "source", "observedAt"]);
      }
    }
    const fingerprints = value.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    const failed = value.findings.filter((each: { verdict: string }) => each.verdict === "fail");
    const { critical, high, medium, low } = value.summary.fail;
    const graded = failed.filter((each: { severity: string }) => each.severity !== "info").length;
    expect(critical + high + medium + low).toBe(graded);
    expect(value.summary.unknown).toBe(value.findings.length - failed.length);
  });

  it("adds what passed and what does not apply with --all, and --severity takes away from the bottom", async () => {
    const { value } = await read(["scan", "--from", "acme", "-f", "json", "--all", ...declared]);
    const verdicts = new Set(value.findings.map(({ verdict }: { verdict: string }) => verdict));
    expect(verdicts).toEqual(new Set(["fail", "not-applicable", "pass", "unknown"]));
    const grave = await read(["scan", "--from", "acme", "-f", "json", "--severity", "critical", ...declared]);
    const severities = new Set(grave.value.findings.map(({ severity }: { severity: string }) => severity));
    expect([...severities]).toEqual(["critical"]);
    // What is shown changes; what was found, and the exit code, do not.
    expect(grave.value.summary).toEqual(value.summary);
  });

  it("says the same as one line per finding in jsonl", async () => {
    const { value } = await read(["scan", "--from", "acme", "-f", "json", ...declared]);
    const { out } = await runInProcess(["scan", "--from", "acme", "-f", "jsonl", ...declared], { cwd });
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines).toEqual(value.findings);
  });
});

interface PathView {
  readonly certainty: string;
  readonly goal: string;
  readonly parties: { readonly atLeast: number; readonly exact: boolean };
  readonly cost: string;
  readonly leaves: readonly {
    readonly id: string;
    readonly kind: string;
    readonly who: unknown;
    readonly cost: string;
  }[];
  readonly rules: readonly string[];
  readonly steps: readonly string[];
}

describe("paths -f json", () => {
  it("has the documented keys, words and orders", async () => {
    const { value, code } = await read(["paths", "--from", "acme", "-f", "json", ...declared]);
    expect(code).toBe(1);
    pathsSchema.parse(value);
    expect(Object.keys(value)).toEqual(["schema", "accounts", "blastRadius"]);
    expect(value.schema).toBe("rootward.paths/v1");
    const ids = value.accounts.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(sorted(ids));
    expect(ids).toHaveLength(39); // one of the 40 is suspended: nobody signs in there
    for (const account of value.accounts) {
      const isExact = account.status === "exact";
      const why = isExact ? "" : "why ";
      expect(Object.keys(account)).toEqual(words(`id status ${why}paths cheapest cuts notCuttable`));
      if (!isExact) expect(["no-who-can", "too-many"]).toContain(account.status);
      checkPaths(account.paths, account.cheapest);
      checkCuts(account.cuts, account.paths);
      for (const each of account.notCuttable) expect(Object.keys(each)).toEqual(["rule", "title"]);
    }
    for (const each of value.blastRadius) {
      expect(Object.keys(each)).toEqual(["leaf", "accounts", "alone"]);
      expect(each.accounts).toEqual(sorted(each.accounts));
      for (const id of each.alone) expect(each.accounts).toContain(id);
    }
  });

  it("masks the ids of leaves, the same in paths, steps and blast radius, and shows them when asked", async () => {
    const masked = await runInProcess(["paths", "--from", "acme", "-f", "json", ...declared], { cwd });
    const shown = await runInProcess(["paths", "--from", "acme", "-f", "json", "--show-contacts", ...declared], {
      cwd,
    });
    const mailboxes = new Set([...masked.out.matchAll(/"(mb:[^"]*)"/g)].map((match) => match[1] ?? ""));
    expect(mailboxes.size).toBeGreaterThan(3);
    for (const id of mailboxes) expect(id).toMatch(/^mb:(.\*\*\*@[a-z.-]+#\d+|of:[0-9]{12})$/);
    const phones = new Set([...masked.out.matchAll(/"(phone:[^"]*)"/g)].map((match) => match[1] ?? ""));
    expect(phones.size).toBeGreaterThan(0);
    for (const id of phones) expect(id).toMatch(/^phone:\*\*\*\d{4}#\d+$/);
    const whole = new Set([...shown.out.matchAll(/"(mb:[^"]*)"/g)].map((match) => match[1] ?? ""));
    expect(whole.size).toBe(mailboxes.size);
    for (const id of whole) expect(id).not.toContain("***");
  });

  it("of one account is that account's part", async () => {
    const all = await read(["paths", "--from", "acme", "-f", "json", "--show-contacts", ...declared]);
    const argv = ["paths", "--from", "acme", "--account", "240000000003", "-f", "json", "--show-contacts"];
    const one = await read([...argv, ...declared]);
    const whole = all.value.accounts.find(({ id }: { id: string }) => id === "240000000003");
    expect(one.value.accounts).toEqual([whole]);
  });
});

function checkPaths(paths: readonly PathView[], cheapest: number | null): void {
  const certain = paths.findIndex(({ certainty, goal }) => certainty === "certain" && goal === "session");
  expect(cheapest).toBe(certain === -1 ? null : certain);
  let before: readonly number[] | null = null;
  for (const path of paths) {
    expect(Object.keys(path)).toEqual(["goal", "certainty", "steps", "leaves", "rules", "parties", "cost"]);
    expect(["session", "bucket-unlock", "queue-unlock"]).toContain(path.goal);
    expect(path.steps.length).toBeGreaterThan(0);
    expect(Object.keys(path.parties)).toEqual(["atLeast", "exact"]);
    for (const leaf of path.leaves) {
      expect(Object.keys(leaf)).toEqual(["id", "kind", "who", "cost"]);
      expect(kinds).toContain(leaf.kind);
    }
    for (const rule of path.rules) expect(rule).toMatch(/^R\d+$/);
    const numbers = path.rules.map((rule) => Number(rule.slice(1)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const ids = path.leaves.map(({ id }) => id);
    expect(ids).toEqual(sorted(ids));
    // A path costs what its hardest part costs; somebody undeclared makes the number of people a lower bound.
    const ranks = path.leaves.map(({ cost }) => costs.indexOf(cost));
    expect(costs.indexOf(path.cost)).toBe(Math.max(...ranks));
    if (path.leaves.some(({ who }) => who === null)) expect(path.parties.exact).toBe(false);
    const here = [
      path.certainty === "certain" ? 0 : 1,
      path.parties.atLeast,
      costs.indexOf(path.cost),
      ranks.reduce((sum, rank) => sum + rank, 0),
    ];
    if (before !== null) expect(inOrder(before, here)).toBe(true);
    before = here;
  }
}

function checkCuts(
  cuts: readonly { change: { id: string; title: string }; removes: number; before: number; after: number }[],
  paths: readonly PathView[],
): void {
  const sessions = paths.filter(({ goal, certainty }) => goal === "session" && certainty === "certain").length;
  for (const cut of cuts) {
    expect(Object.keys(cut)).toEqual(["change", "removes", "before", "after"]);
    expect(Object.keys(cut.change)).toEqual(["id", "title"]);
    expect(cut.before).toBe(sessions);
    expect(cut.removes).toBeGreaterThan(0);
  }
  const keys = cuts.map(({ removes, change }) => [-removes, change.id] as const);
  expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)));
}

function inOrder(one: readonly number[], two: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== two[index]);
  return at === -1 || (one[at] ?? 0) < (two[at] ?? 0);
}

describe("policy simulate", () => {
  const allow = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } };
  const principal = { arn: "arn:aws:iam::111122223333:user/alice", account: "111122223333" };
  const request = { action: "s3:GetObject", resource: "arn:aws:s3:::b/k", context: {} };
  const simulate = async (body: unknown) => {
    const ran = await runInProcess(["policy", "simulate", "--request", "-", "-f", "json"], {
      cwd,
      input: JSON.stringify(body),
    });
    return { value: JSON.parse(ran.out), code: ran.code };
  };

  it("answers one request with a decision and a trace, a list with a list in order", async () => {
    const one = await simulate({ principal, policies: { identity: [allow] }, request });
    expect(Object.keys(one.value)).toEqual(["decision", "trace"]);
    expect([one.value.decision, one.code]).toEqual(["allowed", 0]);
    const bad = { principal, policies: { identity: [{ ...allow, Sorry: 1 }] }, request };
    const list = await simulate([
      { principal, policies: { identity: [] }, request },
      bad,
      { principal, policies: { identity: [allow], scps: [[]] }, request },
      { principal, policies: { identity: [allow] }, request },
    ]);
    expect(list.value.map((each: { decision?: string }) => each.decision ?? "error")).toEqual(
      words("implicitly-denied error implicitly-denied allowed"),
    );
    expect(Object.keys(list.value[1].error)).toEqual(expect.arrayContaining(["code", "position"]));
    expect(list.code).toBe(2);
    expect((await simulate([])).value).toEqual([]);
  });
});

describe("the shipped schemas", () => {
  it("are JSON that names its draft", async () => {
    const { out } = await runInProcess(["schema"], { cwd });
    const names = out
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0] ?? "");
    for (const name of names) {
      const { value } = await read(["schema", name]);
      expect(value.$schema ?? value.anyOf ?? value.$defs).toBeDefined();
    }
    expect(readFileSync(join(cwd, "acme", "manifest.json"), "utf8")).toContain("rootward.snapshot/v1");
  });
});
