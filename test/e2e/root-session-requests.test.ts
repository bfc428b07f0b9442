// Requests for root sessions and what people see of them, with real processes and no courier behind: nothing is opened here.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planBytes } from "../../src/domain/custody/root-access/root-access-plan.ts";
import { plansForTest } from "../../src/domain/custody/root-access/plans-for-test.ts";
import { contactsPlanSchema, planBytes as contactsPlanBytes } from "../../src/domain/custody/contacts/contacts-plan.ts";
import { phonePlan } from "../custody/errand-samples.ts";
import { management, RehearsalWorld } from "../custody/client/rehearsal-world.ts";

const member = "333333333333";
const prod = "111122223333";
let world: RehearsalWorld;

/** What the gate is configured with from its next start on. */
function setCourier({ cwd }: RehearsalWorld, courier: object | null): void {
  const config = join(cwd, "c/gate/gate.json");
  const { courier: _, ...gate } = JSON.parse(readFileSync(config, "utf8")) as { courier?: object };
  // Nobody listens there: mail waits in the outbox.
  const smtp = { kind: "smtp", name: "mail", host: "127.0.0.1", port: 9, tls: "none" };
  const notify = { routes: [{ ...smtp, from: "rootward@corp.example", to: ["security@corp.example"] }] };
  writeFileSync(config, JSON.stringify({ ...gate, notify, ...(courier === null ? {} : { courier }) }));
}

beforeAll(async () => {
  world = await RehearsalWorld.make(async (made) => {
    const draft = join(made.cwd, "c/draft/release-policy.json");
    const policy = JSON.parse(readFileSync(draft, "utf8")) as {
      rules: { accounts: string | string[]; name: string; capabilities: string[] }[];
    };
    const [first] = policy.rules;
    const closed = {
      ...first,
      name: "closed",
      accounts: ["aws:444444444444"],
      sealed: [],
      capabilities: ["code", "password"],
    };
    for (const rule of policy.rules) {
      if (rule.accounts === "others") rule.capabilities = ["assume-root", "code", "password"];
    }
    policy.rules.unshift(closed);
    writeFileSync(draft, `${JSON.stringify(policy, null, 2)}\n`);
    setCourier(made, null);
    await Promise.resolve();
  });
  for (const name of ["ann", "bob"] as const) await world.as(name, ["broker", "unseal", "--gate", world.gateUrl]);
  for (const [account, name] of [
    [prod, "prod"],
    [management, "management"],
  ] as const) {
    await world.json("ann", ["vault", "add", "--account", account, "--name", name, "--password"]);
  }
  const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  await world.json("bob", ["vault", "add", "--account", prod, "--seed"], `${seed}\n`);
  for (const [task, plan] of Object.entries(plansForTest)) {
    writeFileSync(join(world.cwd, `${task}.json`), planBytes(plan));
  }
  await world.as("cleo", ["bg", "status", "--gate", world.gateUrl]);
});
afterAll(async () => world.end());

const asked = (...more: string[]) => world.as("cleo", ["bg", "request", "--reason", "locked out", ...more]);

describe("before there is a courier", () => {
  it("a request for a root session is refused with what to do, and nothing is kept of it", async () => {
    const ran = await asked("--plan", "unlock-bucket.json");
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toContain("[GATE_NO_COURIER]");
    expect(ran.err).toContain("rootward courier --config");
    expect((await world.json("cleo", ["bg", "status"]))["requests"]).toEqual([]);
    await world.stop("gate");
    setCourier(world, { socket: join(world.cwd, "courier.sock") });
    await world.start("gate");
  });
});

describe("a request for a root session", () => {
  it("is made from a plan, for a member that nobody keeps anything of", async () => {
    const ran = await asked("--plan", "unlock-bucket.json", "-f", "json");
    expect([ran.code, ran.err]).toEqual([0, ""]);
    const made = JSON.parse(ran.out) as Record<string, unknown>;
    expect(made).toMatchObject({
      account: `aws:${member}`,
      accountName: "payments",
      capabilities: ["assume-root"],
      purpose: "bucket-policy",
      task: { name: "S3UnlockBucketPolicy" },
      use: `rootward root-access unlock-bucket --apply unlock-bucket.json --request ${String(made["requestId"])}`,
    });
    expect(made).not.toHaveProperty("instead");
    await world.json("cleo", ["bg", "withdraw"]);
  });

  it("says the task in words to approvers and in status, and what the requester does next", async () => {
    const first = await asked("--plan", "allow-recovery.json");
    expect(first.code).toBe(0);
    const text = first.out.replaceAll(/\s*\n(?:REHEARSAL)?\s+/g, " ");
    expect(text).toContain("allow a member's root password to be recovered by mail again");
    expect(text).toContain("without MFA");
    expect(text).toMatch(/then +rootward root-access allow-recovery --apply allow-recovery.json --request 01/);
    const status = (await world.as("ann", ["bg", "status", member])).out.replaceAll(/\s*\n(?:REHEARSAL)?\s+/g, " ");
    expect(status).toContain("(IAMCreateRootUserPassword)");
    expect(status).toContain("cannot be called back");
    expect(await world.json("ann", ["bg", "status", member])).toMatchObject({
      task: { name: "IAMCreateRootUserPassword" },
    });
    const approved = await world.as("ann", ["bg", "approve", member]);
    expect(approved.err.replaceAll(/\s*\n(?:REHEARSAL)?\s+/g, " ")).toContain(
      "whoever reads the root mailbox can then set one",
    );
    const second = await world.as("bob", ["bg", "approve", member]);
    expect([second.code, second.out]).toEqual([
      0,
      expect.stringMatching(/rootward root-access\s+(?:REHEARSAL\s+)?allow-recovery/),
    ]);
    expect(second.out).not.toContain("bg code");
    const code = await world.as("cleo", ["bg", "code"]);
    expect([code.code, code.out, code.err.includes("CUSTODY_NOT_ASKED")]).toEqual([2, "", true]);
    const refused = await world.as("ann", ["bg", "deny", member]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("NOTHING WAS STOPPED")]);
    expect(refused.err).toContain("rootward bg revoke");
    expect(await world.json("ann", ["bg", "revoke", member])).toMatchObject({ status: "stopped" });
  });

  it("is refused for the management account, and where the rule does not allow it, before anything is signed", async () => {
    const task = ["--task", "S3UnlockBucketPolicy"];
    const size = async () => ((await world.json("ann", ["bg", "status"]))["gate"] as { checkpoint: string }).checkpoint;
    const before = await world.as("cleo", ["bg", "status", "--accounts"]);
    expect(before.code).toBe(0);
    for (const name of [management, "management"]) {
      const ran = await asked(name, ...task);
      expect([ran.code, ran.out, ran.err.includes("[ROOT_ACCESS_NOT_A_MEMBER]")]).toEqual([2, "", true]);
      expect(ran.err).toContain("`rootward bg request` asks for its password or a code");
    }
    const closed = await asked("444444444444", ...task);
    expect([closed.code, closed.err.includes("[CLIENT_NOT_IN_RULE]")]).toEqual([2, true]);
    expect(closed.err).toContain("rule closed of 444444444444 allows code, password, not assume-root");
    expect(closed.err).toContain("rootward roster sign --proposal FILE");
    expect((await world.json("cleo", ["bg", "status"]))["requests"]).toEqual([]);
    expect(await size()).toBeTruthy();
  });

  it("a veto that comes before the approvals is kept, says so, and counts", async () => {
    const { requestId } = await world.json("cleo", [
      "bg",
      "request",
      member,
      "--task",
      "SQSUnlockQueuePolicy",
      "--reason",
      "queue",
    ]);
    const id = String(requestId);
    expect(await world.json("bob", ["bg", "veto", id])).toMatchObject({
      status: "kept",
      phase: "pending",
      counts: true,
      by: "gate",
    });
    const again = await world.as("bob", ["bg", "veto", id, "--broker", world.door]);
    expect([again.code, again.out.replaceAll(/\s*\n(?:REHEARSAL)?\s+/g, " ")]).toEqual([
      0,
      expect.stringContaining("kept, and it counts"),
    ]);
    await world.as("ann", ["bg", "approve", id]);
    const last = await world.as("bob", ["bg", "approve", id]);
    expect([last.code, last.err.includes("CUSTODY_STOPPED")]).toEqual([2, true]);
    await world.json("cleo", ["bg", "withdraw", id]);
  });
});

describe("you may not need root", () => {
  const hint = "You may not need root for this";

  it("is said before a request for password and code is signed, to approvers, and before the password", async () => {
    const ran = await world.as("cleo", ["bg", "request", "prod", "--reason", "bucket-policy", "-f", "json"]);
    expect([ran.code, ran.err.includes(hint)]).toEqual([0, true]);
    const made = JSON.parse(ran.out) as {
      requestId: string;
      instead: { isSessionInRule: boolean; ways: { command: string }[] };
    };
    expect(made.instead.isSessionInRule).toBe(true);
    expect(made.instead.ways[0]?.command).toBe("rootward root-access unlock-bucket");
    const approved = await world.as("ann", ["bg", "approve", made.requestId, "-f", "json"]);
    expect(approved.err).toContain(hint);
    expect(JSON.parse(approved.out)).toHaveProperty("instead");
    await world.json("bob", ["bg", "approve", made.requestId]);
    const password = await world.as("cleo", ["bg", "password", made.requestId]);
    expect([password.code, password.err.includes(hint), password.out.trim().split("\n")]).toEqual([
      0,
      true,
      [expect.any(String)],
    ]);
    expect(await world.json("cleo", ["bg", "password", made.requestId])).toMatchObject({
      instead: { ways: expect.any(Array) as unknown },
    });
    // What a face gives out of a code are these five and nothing else; the hint stands beside it.
    const code = await world.as("cleo", ["bg", "code", made.requestId, "-f", "json"]);
    expect([code.code, code.err.includes(hint)]).toEqual([0, true]);
    expect(Object.keys(JSON.parse(code.out) as object)).toEqual(["code", "validForMs", "serverTime", "n", "of"]);
    await world.json("cleo", ["bg", "close", made.requestId, "--statement", "done"]);
  });

  it("is said of no drill, of nothing that only root does, and never of the management account", async () => {
    for (const [account, reason] of [
      ["prod", "drill"],
      ["prod", "billing"],
      [management, "close-account"],
    ] as const) {
      const ran = await world.as("cleo", [
        "bg",
        "request",
        account,
        "--reason",
        reason,
        "--ask",
        "password",
        "-f",
        "json",
      ]);
      expect([ran.code, ran.err, ran.out.includes("instead")]).toEqual([0, "", false]);
      await world.json("cleo", ["bg", "withdraw"]);
    }
  });
});

describe("a change of contacts that waits for approvals", () => {
  const flat = (text: string): string => text.replaceAll(/\s*\n(?:REHEARSAL)?\s+/g, " ");

  it("is looked at whole without signing, signed by the release policy's approvers, and stopped by its hash", async () => {
    const plan = contactsPlanSchema.parse({ ...phonePlan, deployment: "rehearsal-c", management: `aws:${management}` });
    writeFileSync(join(world.cwd, "contacts.plan"), contactsPlanBytes(plan));
    const hash = String((await world.json("ann", ["contacts", "apply", "contacts.plan"]))["hash"]);
    const sign = ["roster", "sign", "--proposal", hash];

    const looked = await world.as("bob", [...sign, "--show"]);
    expect([looked.code, looked.err]).toEqual([0, ""]);
    expect(flat(looked.out)).toContain("PhoneNumber: ***0100 -> ***0199");
    expect(flat(looked.out)).toContain("2 of approvers (release policy, rule others: 1 account)");
    expect(flat(looked.out)).toContain("is NOT told");
    expect(looked.out).not.toContain("555 0199");
    expect((await world.as("bob", [...sign, "--show", "--show-contacts"])).out).toContain("555 0199");
    expect(await world.json("bob", [...sign, "--show"])).toMatchObject({
      state: "open",
      isVetoed: false,
      contacts: { operator: "ann", waitSeconds: 172_800, accounts: [{ account: `aws:${member}` }] },
    });

    const own = await world.as("ann", sign);
    expect([own.code, own.err.includes("[CUSTODY_SELF_APPROVAL]")]).toEqual([2, true]);
    const first = await world.as("bob", sign);
    expect([first.code, flat(first.out)]).toEqual([
      0,
      expect.stringMatching(/missing +2 of approvers \(release policy/),
    ]);
    expect(await world.json("bob", ["bg", "veto", "--document", hash])).toMatchObject({
      status: "kept",
      type: "rw.contacts/v1",
      what: "a change of contacts (phone) of one account, by ann",
    });
    const last = await world.as("cleo", sign);
    expect([last.code, last.err.includes("[CUSTODY_STOPPED]")]).toEqual([2, true]);
  });

  it("accepted, is stopped while it waits, and nobody signs it any more", async () => {
    const plan = contactsPlanSchema.parse({
      ...phonePlan,
      deployment: "rehearsal-c",
      management: `aws:${management}`,
      madeAt: phonePlan.madeAt + 1,
    });
    writeFileSync(join(world.cwd, "again.plan"), contactsPlanBytes(plan));
    const hash = String((await world.json("ann", ["contacts", "apply", "again.plan"]))["hash"]);
    for (const name of ["bob", "cleo"] as const) await world.json(name, ["roster", "sign", "--proposal", hash]);
    const vetoed = await world.as("bob", ["bg", "veto", "--document", hash]);
    expect([vetoed.code, flat(vetoed.out)]).toEqual([0, expect.stringContaining("stopped: it never comes into force")]);
    expect(await world.json("bob", ["roster", "sign", "--proposal", hash, "--show"])).toMatchObject({ isVetoed: true });
    const late = await world.as("bob", ["roster", "sign", "--proposal", hash]);
    expect([late.code, late.err.includes("[CUSTODY_STOPPED]")]).toEqual([2, true]);
  });
});
