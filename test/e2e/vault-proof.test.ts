// A seed that is brought while its device is set up at AWS, from the command line to what AWS lists: real processes, real
// half minutes, and a pretend AWS in which the device is enabled as a person would.
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PretendAws, startPretendAws } from "../../src/demo/start-pretend-aws.ts";
import { trialIds as ids } from "../../src/demo/trial-organization.ts";
import { RehearsalWorld } from "../custody/client/rehearsal-world.ts";
import { type Ran, runInProcess } from "../scripts/run-in-process.ts";
import { environmentOf } from "../scripts/stage.ts";
import { isolateEnvironment, readerOrganization } from "../support/collect-trial.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const seedFor = (at: number): string => `${letters.slice(at)}${letters.slice(0, at)}${letters}`;
let world: RehearsalWorld;
let aws: PretendAws;

beforeAll(async () => {
  aws = await startPretendAws({ organization: readerOrganization(), seed: "vault" });
  isolateEnvironment();
  Object.assign(process.env, environmentOf(aws, `arn:aws:iam::${ids.management}:user/central`));
  // Two operators of the seed vault, for the retry.
  const roles = ["--roles", "approver,custodian,requester,unsealer,operator-s"];
  world = await RehearsalWorld.make((made) =>
    made.run(["roster", "add", "cleo/person.json", "--draft", "c/draft", ...roles]),
  );
  for (const name of ["ann", "bob"] as const) await world.json(name, ["broker", "unseal", "--gate", world.gateUrl]);
  await world.json("cleo", ["broker", "status", "--gate", world.gateUrl]);
});
afterAll(async () => {
  await world.end();
  await aws.close();
  isolateEnvironment();
});

interface Seed {
  readonly version: number;
  readonly isProven: boolean;
  readonly flags: readonly string[];
}
async function seedOf(account: string): Promise<Seed | null> {
  const { accounts } = await world.json("ann", ["bg", "status", "--accounts"]);
  const all = accounts as readonly { readonly account: string; readonly S: Seed | null }[];
  return all.find((each) => each.account === `aws:${account}`)?.S ?? null;
}

/** Somebody enables a virtual device on AWS's page. */
function enable(
  account: string,
  name: string,
  of: "root" | "user" = "root",
  enabledAt = aws.state.clock.now(),
): string {
  const state = [...aws.state.accounts.values()].find(({ id }) => id === account);
  const holder = of === "root" ? state?.root : state?.iam.users.get("admin");
  if (holder === undefined) throw new Error(account);
  const serial = `arn:aws:iam::${account}:mfa/${name}`;
  holder.devices = [...holder.devices, { kind: "virtual", serial, seed: null, enabledAt }];
  return serial;
}

const reader = ["--org-role-name", "reader"];
const enrol = async (account: string, seed: string, name: string, more: readonly string[] = []) => {
  const asked = ["vault", "enrol", "--account", account, "--name", name, "--seed", "--aws", ...reader, ...more];
  const ran = await world.as("bob", [...asked, "--no-input"], `${seed}\n`);
  return { ...ran, codes: ran.out.trim().split("\n") };
};
/** Waits until the seed is in custody, as its codes are being shown, and enables a device then. */
async function onceStored(account: string, work: () => string): Promise<string> {
  await expect.poll(() => seedOf(account), { timeout: 60_000, interval: 500 }).not.toBeNull();
  return work();
}

describe("an enrolment that asks AWS", () => {
  it("is proven by the new device of root, and by nothing else", async () => {
    // In the account of the caller itself, through the role in a member, where only others are there, and where no role is.
    // A minute ago: AWS's times are whole seconds, and the seed may be stored within this one.
    const old = enable(ids.bare, "from-before", "root", aws.state.clock.now() - 60_000);
    const [own, member, others, unknown, device, other] = await Promise.all([
      enrol(ids.management, seedFor(1), "corp", ["-f", "json"]),
      enrol(ids.full, seedFor(2), "pay"),
      enrol(ids.bare, seedFor(3), "bare", ["--wait", "1"]),
      enrol(ids.delegate, seedFor(4), "two", ["--wait", "1"]),
      onceStored(ids.management, () => enable(ids.management, "root-account-mfa-device")),
      onceStored(ids.full, () => enable(ids.full, "team/hq")),
      onceStored(ids.bare, () => {
        enable(ids.bare, "late-but-old", "root", aws.state.clock.now() - 3_600_000);
        return enable(ids.bare, "root-account-mfa-device", "user");
      }),
    ]);

    expect(own.code, own.err).toBe(0);
    const [first, second, proof] = own.codes.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([first?.["n"], second?.["n"]]).toEqual([1, 2]);
    expect(proof).toMatchObject({ account: `aws:${ids.management}`, version: 1, proven: true, serial: device });
    expect(await seedOf(ids.management)).toMatchObject({ isProven: true, flags: [] });

    expect([member.code, member.codes.length]).toEqual([0, 2]);
    expect(member.out).toMatch(/^[0-9]{6}\n[0-9]{6}\n$/);
    expect(member.err.replaceAll(/\nREHEARSAL +/g, " ")).toContain(other);
    expect(member.err).toMatch(/REHEARSAL PROVEN/);
    expect(await seedOf(ids.full)).toMatchObject({ isProven: true, flags: [] });

    expect(others.code, others.err).toBe(3);
    expect(others.codes).toHaveLength(2);
    expect(others.err).toContain("NOT PROVEN");
    expect(others.err).toContain(`rootward vault verify --account ${ids.bare} --aws`);
    expect(others.err).not.toContain(old);
    expect(await seedOf(ids.bare)).toMatchObject({ version: 1, isProven: false, flags: ["never-proven"] });

    expect(unknown.code, unknown.err).toBe(3);
    expect(unknown.codes).toHaveLength(2);
    expect(unknown.err).toMatch(/AWS cannot be read +no-role; missing: sts:AssumeRole/);
    expect(unknown.err).toMatch(/UNKNOWN +AWS could not be read: no-role; missing: sts:AssumeRole/);
    expect(await seedOf(ids.delegate)).toMatchObject({ version: 1, isProven: false });
  });

  it("that was not seen is looked for again, and found", async () => {
    const look = ["vault", "verify", "--account", ids.bare, "--aws", ...reader];
    const before = await world.as("bob", [...look, "-f", "json"]);
    expect([before.code, JSON.parse(before.out)]).toMatchObject([3, { proven: false, status: "none" }]);
    const denied = await world.as("bob", [
      "vault",
      "verify",
      "--account",
      ids.delegate,
      "--aws",
      ...reader,
      "-f",
      "json",
    ]);
    const unknown = { proven: false, status: "unknown", why: "no-role", needs: "sts:AssumeRole" };
    expect([denied.code, JSON.parse(denied.out)]).toMatchObject([3, unknown]);
    const [one, two] = [enable(ids.bare, "new-1"), enable(ids.bare, "new-2")];
    const several = await world.as("bob", [...look, "-f", "json"]);
    expect([several.code, JSON.parse(several.out)]).toMatchObject([3, { status: "several", serials: [one, two] }]);
    const state = [...aws.state.accounts.values()].find(({ id }) => id === ids.bare);
    if (state !== undefined) state.root.devices = state.root.devices.filter(({ serial }) => serial !== two);
    // Only an operator of the seed vault is believed.
    const refused = await world.as("ann", look);
    expect([refused.code, refused.err.includes("CUSTODY_ROLE_MISSING")]).toEqual([2, true]);
    const found = await world.json("bob", look);
    expect(found).toMatchObject({ proven: true, serial: one, version: 1 });
    expect(await seedOf(ids.bare)).toMatchObject({ isProven: true, flags: [] });
    expect(await world.json("bob", look)).toMatchObject({ proven: true });
    const { items } = await doctor();
    expect(items).not.toContain(ids.bare);
    expect(items).toContain(ids.delegate);
  });

  it("has one more pair, which two operators ask for together", async () => {
    const again = ["vault", "enrol", "--account", ids.delegate, "--retry"];
    const early = await world.as("cleo", [...again, "--words", "not the six words"]);
    expect([early.code, early.err.includes("CLIENT_NO_RETRY")]).toEqual([2, true]);
    const { ran: first, abort } = ownRun("bob", [...again, "--aws", ...reader]);
    const isUp = async () => (await world.as("cleo", [...again, "--words", "not the six words"])).err;
    await expect.poll(isUp, { timeout: 20_000, interval: 1000 }).toContain("CLIENT_WORDS_DIFFER");
    // Who brings no seeds signs no retry.
    const ann = await world.as("ann", again);
    expect([ann.code, ann.err.includes("CUSTODY_ROLE_MISSING")]).toEqual([2, true]);
    const signed = await world.json("cleo", again);
    expect(signed).toMatchObject({ signed: true, version: 1 });
    await pause(3000);
    abort();
    // Its codes come a minute later, as no code follows a spent one at once; that is played in the slow tests.
    const { code, out, err } = await first;
    expect([code, out]).toEqual([130, ""]);
    expect(err.replaceAll(/\nREHEARSAL +/g, " ")).toContain(String(signed["words"]));
    expect(err).toContain("REHEARSAL next code in");
  });

  it("gives no retry to one person alone, and tells who waits how to go on", async () => {
    const { ran, abort } = ownRun("bob", ["vault", "enrol", "--account", ids.full, "--retry"]);
    await pause(3000);
    abort();
    const ended = await ran;
    expect([ended.code, ended.out]).toEqual([130, ""]);
    expect(ended.err).toContain("for another operator-s");
    expect(ended.err).not.toContain("next code in");
    const ann = await world.as("ann", ["vault", "enrol", "--account", ids.bare, "--retry"]);
    expect([ann.code, ann.out]).toEqual([2, ""]);
  });
});

describe("an imported seed", () => {
  const at = () => new Date().toISOString();
  const eventId = "0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f";
  const verify = (...more: string[]) => world.as("bob", ["vault", "verify", "--account", "pay", ...more]);

  it("takes the place of a proven one unproven, and is proven by a sign-in alone", async () => {
    const before = at();
    await world.json("bob", ["vault", "add", "--account", ids.full, "--seed"], `${seedFor(5)}\n`);
    expect(await seedOf(ids.full)).toMatchObject({ version: 2, isProven: false });
    const asked = await verify("--aws", ...reader);
    expect([asked.code, asked.err.includes("CLIENT_PROVEN_BY_SIGN_IN")]).toEqual([2, true]);
    const early = await verify("--signed-in", eventId, "--at", new Date(Date.parse(before) - 60_000).toISOString());
    expect([early.code, early.err.includes("GATE_EVIDENCE_UNFIT")]).toEqual([1, true]);
    const ran = await verify("--signed-in", eventId, "--at", new Date(Date.now() + 2000).toISOString(), "-f", "json");
    expect([ran.code, JSON.parse(ran.out)]).toMatchObject([0, { proven: true, version: 2, eventId }]);
    expect(await seedOf(ids.full)).toMatchObject({ isProven: true, flags: ["copies-elsewhere"] });
    const record = await world.as("ann", ["ledger", "export", "--log", "gate", "--out", "gate-log"]);
    expect(record.code, record.err).toBe(0);
  });

  it.each([
    ["no event", ["--signed-in", "somebody told me", "--at", "2026-11-22T10:00:00Z"]],
    ["no time", ["--signed-in", eventId]],
    ["a day", ["--signed-in", eventId, "--at", "2026-11-22"]],
    ["both ways at once", ["--signed-in", eventId, "--aws"]],
    ["a time alone", ["--at", "2026-11-22T10:00:00Z"]],
  ])("is not proven by %s", async (_what, more) => {
    const ran = await verify(...more);
    expect([ran.code, ran.err.includes("CLI_USAGE")]).toEqual([2, true]);
  });
});

/** A command of one of the people that a test can end as Ctrl-C does. */
function ownRun(name: string, argv: readonly string[]): { readonly ran: Promise<Ran>; readonly abort: () => void } {
  const aborted = new AbortController();
  const env = { ROOTWARD_IDENTITY: `${world.cwd}/${name}`, ROOTWARD_PASSPHRASE_FILE: `${world.cwd}/${name}.words` };
  const ran = runInProcess(argv, { cwd: world.cwd, env, signal: aborted.signal });
  return { ran, abort: () => aborted.abort() };
}

/** What the doctor says of items. */
async function doctor(): Promise<{ readonly items: string }> {
  const ran = await world.as("ann", ["custody", "doctor", "-f", "json"]);
  const { findings } = JSON.parse(ran.out) as { readonly findings: readonly { readonly id: string }[] };
  return { items: JSON.stringify(findings.filter(({ id }) => id === "never-proven")) };
}
