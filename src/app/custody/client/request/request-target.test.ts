import { describe, expect, it } from "vitest";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { policy, rule } from "../../../../../test/custody/people.ts";
import type { ShownAccount } from "../ports/gate.ts";
import { type KnownAccounts, requestTarget, type TargetAsk } from "./request-target.ts";

const management = "aws-us-gov:999999999999";
const listed: readonly ShownAccount[] = [
  { account: "aws-us-gov:111111111111", name: "prod", email: null, P: null, S: null, rule: "others" },
  { account: management, name: "root of all", email: null, P: null, S: null, rule: "management" },
];
const rules = [
  rule({ name: "management", accounts: [management] }),
  rule({ name: "vaults", accounts: ["aws-us-gov:222222222222"] }),
  rule({ name: "tasks", accounts: ["aws-us-gov:444444444444"], capabilities: ["assume-root"] }),
  rule({ name: "others", capabilities: ["assume-root", "code", "password"] }),
];
const known = (change: Partial<KnownAccounts> = {}): KnownAccounts => ({
  listed,
  names: {},
  policy: policy(rules),
  ...change,
});
const task = "S3UnlockBucketPolicy";
const ask = (account: string, change: Partial<TargetAsk> = {}): TargetAsk => ({
  account,
  capabilities: [],
  taskPolicy: null,
  ...change,
});
const target = (of: TargetAsk, among = known()) => requestTarget(of, among);
const refused = (of: TargetAsk, among = known()) => codeOf(Promise.resolve().then(() => target(of, among)));

describe("whom a request for a root session is about", () => {
  it("may be a member that has nothing in custody, by its digits, in the organization's partition", () => {
    expect(target(ask("3333 3333 3333", { taskPolicy: task }))).toMatchObject({
      account: "aws-us-gov:333333333333",
      name: "333333333333",
      rule: { name: "others" },
      capabilities: ["assume-root"],
      taskPolicy: `arn:aws-us-gov:iam::aws:policy/root-task/${task}`,
    });
    expect(target(ask("aws-cn:333333333333", { taskPolicy: task, accountName: "payments" }))).toMatchObject({
      account: "aws-cn:333333333333",
      name: "payments",
      taskPolicy: `arn:aws-cn:iam::aws:policy/root-task/${task}`,
    });
    const unnamed = known({ policy: policy([rule({ capabilities: ["assume-root"] })]) });
    expect(target(ask("333333333333", { taskPolicy: task }), unnamed).account).toBe("aws:333333333333");
  });

  it("keeps the name that approvers know where the gate lists the account", () => {
    const found = target(ask("111111111111", { taskPolicy: task, accountName: "harmless" }));
    expect(found).toMatchObject({ account: "aws-us-gov:111111111111", name: "prod" });
    expect(target(ask("prod", { taskPolicy: task })).account).toBe("aws-us-gov:111111111111");
  });

  it("is never the management account, whatever its rule allows", async () => {
    const wide = known({
      policy: policy([rule({ name: "management", accounts: [management], capabilities: ["assume-root"] })]),
    });
    for (const text of ["999999999999", management, "root of all", "9999"]) {
      expect(await refused(ask(text, { taskPolicy: task }))).toBe("ROOT_ACCESS_NOT_A_MEMBER");
      expect(await refused(ask(text, { capabilities: ["assume-root"], taskPolicy: task }), wide)).toBe(
        "ROOT_ACCESS_NOT_A_MEMBER",
      );
    }
    expect(await refused(ask("999999999999", { taskPolicy: task }), known({ listed: [] }))).toBe(
      "ROOT_ACCESS_NOT_A_MEMBER",
    );
  });

  it("must have a rule, and one that allows root sessions", async () => {
    expect(await refused(ask("222222222222", { taskPolicy: task }))).toBe("CLIENT_NOT_IN_RULE");
    const [, vaults] = rules;
    const few = known({ policy: policy(vaults === undefined ? [] : [vaults]) });
    expect(await refused(ask("aws-us-gov:333333333333", { taskPolicy: task }), few)).toBe("CUSTODY_NO_RULE");
  });

  it("is not guessed from less than 12 digits or from a name that nobody lists", async () => {
    for (const text of ["3333", "payments", "33333333333", "3333333333333", "aws-moon:333333333333", ""]) {
      expect(await refused(ask(text, { taskPolicy: task }))).toBe("CLIENT_ACCOUNT_UNKNOWN");
    }
  });

  it("takes a full ARN as it is", () => {
    const arn = "arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy";
    expect(target(ask("aws:333333333333", { taskPolicy: arn })).taskPolicy).toBe(arn);
  });
});

describe("whom a request for password and code is about", () => {
  it("is an account that the gate lists, never one by its digits alone", async () => {
    expect(await refused(ask("333333333333"))).toBe("CLIENT_ACCOUNT_UNKNOWN");
    expect(target(ask("999999999999"))).toMatchObject({ capabilities: ["code", "password"], taskPolicy: null });
    expect(target(ask("prod"))).toMatchObject({ capabilities: ["code", "password"] });
  });

  it("is refused what its rule does not allow before anything is signed", async () => {
    const codes = known({ policy: policy([rule({ capabilities: ["code"] })]) });
    expect(await refused(ask("prod", { capabilities: ["password"] }), codes)).toBe("CLIENT_NOT_IN_RULE");
    expect(target(ask("prod", { capabilities: ["code", "code"] }), codes).capabilities).toEqual(["code"]);
    const tasks = known({ policy: policy([rule({ capabilities: ["assume-root"] })]) });
    expect(await refused(ask("prod"), tasks)).toBe("CLIENT_NOT_IN_RULE");
  });
});
