import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "../../../../test/scripts/run-in-process.ts";
import { startTrial, type Trial } from "../../../../test/support/collect-trial.ts";
import { fixProofSchema } from "../../../app/fix/fix-schema.ts";
import { parseInventory } from "../../../app/scan/declared/parse-inventory.ts";
import { loadShipped, shippedInventoryPath, type ShippedName } from "../../../demo/organizations/load.ts";

/** The day at which the shipped organizations are told. */
const judged = ["--as-of", "2026-11-21"];
const central = "arn:aws:iam::111111111111:role/RootwardCentral";

/** A shipped organization, collected, and the command run on it. */
async function collected(name: ShippedName): Promise<Trial> {
  const trial = await startTrial(loadShipped(name));
  await trial.run({ as: central, ask: { memberRole: "RootwardReader", assumeRoot: true } });
  return trial;
}

describe("rootward fix", () => {
  let acme: Trial;
  let hardened: Trial;
  let cwd: string;
  const fix = (trial: Trial, name: ShippedName, out: string, ...more: readonly string[]) =>
    runInProcess(
      ["fix", "--from", trial.directory, "--inventory", shippedInventoryPath(name), "--out", out, ...judged, ...more],
      { cwd },
    );
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), "rootward-fix-"));
    acme = await collected("acme");
    hardened = await collected("hardened");
  }, 60_000);
  afterAll(async () => {
    rmSync(cwd, { recursive: true, force: true });
    await acme.close();
    await hardened.close();
  });

  it("writes files for their owner alone, and says what they sever, with 3 for an account it could not compute", async () => {
    const ran = await fix(acme, "acme", "fixes");
    expect(ran.code).toBe(3);
    expect(ran.out).toMatch(/^Certain paths to root over all accounts: 172 before, 3 after the guards\.$/m);
    expect(ran.out).toContain("270000000001: no-who-can: no-role");
    expect(ran.out).toContain("declared contact roles change contacts: 1 before, 1 after");
    const folder = join(cwd, "fixes");
    expect(readdirSync(folder).sort()).toEqual([
      "PLAN.md",
      "alert.cfn.yaml",
      "boundary-p2-management-boundary.json",
      "contact-baseline.yaml",
      "proof.json",
      "scp-p1-contacts.json",
      "scp-p2-central.json",
      "scp-p3-membership.json",
      "scp-p4-root.json",
      "scp-p5-signin-protect.json",
    ]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    for (const name of readdirSync(folder)) expect(ran.out).toContain(name);
  });

  it("masks contacts in the plan, the proof and on the terminal; the baseline alone has them, to be corrected", async () => {
    // Nothing declared: what is left of management's ways is its mailbox and its phone.
    writeFileSync(join(cwd, "empty.yaml"), "{}\n");
    const bare = ["fix", "--from", acme.directory, "--inventory", "empty.yaml", ...judged, "--out"];
    const ran = await runInProcess([...bare, "masked"], { cwd });
    const read = (name: string) => readFileSync(join(cwd, "masked", name), "utf8");
    for (const text of [ran.out, ran.err, read("PLAN.md"), read("proof.json")]) {
      expect(text).not.toMatch(/devops@acme|206 ?555 ?0100|aws-root@acme/);
    }
    expect(read("PLAN.md")).toContain("@acme.example#");
    const baseline = parseInventory(read("contact-baseline.yaml"), "contact-baseline.yaml");
    expect(baseline.declared.contact?.["230000000001"]).toMatchObject({ PhoneNumber: "+12065550100", City: "Seattle" });
    expect(read("contact-baseline.yaml")).toMatch(/# This phone also serves 111111111111, .* and \d+ more/);
    expect((await runInProcess([...bare, "whole", "--show-contacts"], { cwd })).code).toBe(3);
    expect(readFileSync(join(cwd, "whole", "PLAN.md"), "utf8")).toMatch(/aws-root@acme\.example.*|\+12065550100/);
  });

  it("prints the proof for programs, the same that it writes", async () => {
    const ran = await fix(acme, "acme", "proof", "-f", "json");
    const proof = fixProofSchema.parse(JSON.parse(ran.out));
    expect(JSON.parse(readFileSync(join(cwd, "proof", "proof.json"), "utf8"))).toEqual(proof);
    expect(proof.guards.flatMap(({ probes }) => probes).every(({ holds }) => holds)).toBe(true);
    expect(proof.notComputed).toHaveLength(1);
  });

  it("gives the plan in an order in which each step is still allowed: the boundary last", async () => {
    await fix(acme, "acme", "ordered");
    const plan = readFileSync(join(cwd, "ordered", "PLAN.md"), "utf8");
    const headings = [...plan.matchAll(/^### (\d+)\. (.{2})/gm)].map(([, number, what]) => `${number} ${what}`);
    expect(headings).toEqual(["1 P1", "2 P2", "3 P3", "4 P5", "5 P4", "6 En", "7 P2"]);
    // People's steps: by account, worst first.
    expect(plan).toMatch(/### 230000000004 prod-data\n\n1\. \*\*[^\n]*\(critical, root-key\)/);
  });

  it("writes nothing where every guard is in place, and says so", async () => {
    const ran = await fix(hardened, "hardened", "nothing");
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^Nothing to fix: every guard is in place/);
    for (const id of ["P1", "P2", "P3", "P4", "P5", "P6", "P7"]) expect(ran.out).toMatch(new RegExp(`^  ${id}  `, "m"));
    expect(readdirSync(cwd)).not.toContain("nothing");
  });

  it("refuses a folder that holds anything, before it works, and leaves it alone", async () => {
    mkdirSync(join(cwd, "full"));
    writeFileSync(join(cwd, "full", "mine.txt"), "mine");
    const ran = await fix(acme, "acme", "full");
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("GUARD_OUT_EXISTS");
    expect(readdirSync(join(cwd, "full"))).toEqual(["mine.txt"]);
  });

  it.each([
    [["--network", "0.0.0.0/0"], "CIDR"],
    [["--network", "198.51.100.0/33"], "CIDR"],
    [["--network", "somewhere"], "CIDR"],
    [["--recovery-principal", "BreakGlass"], "ARNs of roles"],
    [["--maintenance-ou", "Legacy"], "id of a unit"],
    [["--maintenance-ou", "ou-acme-unknown01"], "GUARD_UNIT_UNKNOWN"],
    [["-f", "html"], "there is no format html"],
  ])("takes no %s", async (flags, what) => {
    const ran = await fix(acme, "acme", "wrong", ...flags);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(what);
    expect(readdirSync(cwd)).not.toContain("wrong");
  });

  it("needs a snapshot and a folder", async () => {
    expect(await runInProcess(["fix", "--out", "x"], { cwd })).toMatchObject({ code: 2 });
    expect(await runInProcess(["fix", "--from", acme.directory], { cwd })).toMatchObject({ code: 2 });
    expect((await runInProcess(["fix", "--from", "nowhere", "--out", "x"], { cwd })).err).toContain("SNAPSHOT_MISSING");
  });
});
