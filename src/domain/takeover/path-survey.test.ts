import { describe, expect, test } from "vitest";
import { mailbox, phone, role } from "./cases/case-leaf.ts";
import { caseAccount } from "./cases/case-account.ts";
import { takeoverCases } from "./cases/takeover-cases.ts";
import { leafOf } from "./leaf.ts";
import { pathSurvey } from "./path-survey.ts";
import type { Situation } from "./situation.ts";

const caseOf = (id: string) =>
  takeoverCases.find((each) => each.id === id)?.accounts.map((each) => each.situation) ?? [];
const answerOver = (situations: readonly Situation[]) => {
  const survey = pathSurvey();
  for (const situation of situations) survey.add(situation);
  return survey.answer();
};
const answer = answerOver(caseOf("d").toReversed());

describe("the answer over an organization", () => {
  test("lists accounts by id", () => {
    expect(answer.schema).toBe("rootward.paths/v1");
    expect(answer.accounts.map(({ id }) => id)).toEqual([
      "222222222201",
      "222222222202",
      "222222222203",
      "222222222204",
    ]);
  });

  test("tells what a mailbox and a principal of management reach, and where each is enough alone", () => {
    const [m1, m2, m3, m4] = answer.accounts.map(({ id }) => id);
    const reach = new Map(answer.blastRadius.map(({ leaf, accounts, alone }) => [leaf, { accounts, alone }]));
    expect(reach.get("mb:aws@corp.example")).toEqual({ accounts: [m1, m2, m3], alone: [m3] });
    expect(reach.get("mb:m4@corp.example")).toEqual({ accounts: [m4], alone: [] });
    expect(reach.get("arn:aws:iam::111111111111:role/mgmt")).toEqual({
      accounts: [m1, m2, m3, m4],
      alone: [m1, m2, m3, m4],
    });
    expect(reach.get("arn:aws:iam::222222222201:role/w1")).toEqual({ accounts: [m1], alone: [] });
    // The SCP stops w2, and M3 needs no writer.
    expect(reach.has("arn:aws:iam::222222222202:role/w2")).toBe(false);
    expect(reach.has("arn:aws:iam::222222222203:role/w3")).toBe(false);
    expect(reach.get("phone:+15550100")).toEqual({ accounts: [m1, m2, m4], alone: [] });
    expect(answer.blastRadius.map(({ leaf }) => leaf)).toEqual([...reach.keys()].sort());
  });

  test("leaves out what is only possible and what only unlocks a bucket", () => {
    const facts = { kind: "member", password: "no", mfa: "no" } as const;
    const unlocker = role("s3", "333333333333", ["org:assume-root:s3"]);
    const leaver = role("leaver", "222222222222", ["leave-org"]);
    const leaves = [mailbox("mb", "root@corp.example"), unlocker, leaver];
    const { accounts, blastRadius } = answerOver([caseAccount("A", "222222222222", facts, leaves, {}).situation]);
    expect(accounts[0]?.paths.map(({ goal, certainty }) => `${goal} ${certainty}`)).toEqual([
      "bucket-unlock certain",
      "session possible",
    ]);
    expect(accounts[0]?.cheapest).toBeNull();
    expect(blastRadius).toEqual([]);
  });

  test("ranks changes by the paths they remove over all accounts", () => {
    const next = answer.doNext ?? [];
    const lock = next.find(({ change }) => change.id === "lock-mailbox");
    // Two in M1, one in M2, one in M3, two in M4.
    expect(lock).toMatchObject({ removes: 6, accounts: 4 });
    expect(next.map(({ removes }) => removes)).toEqual(next.map(({ removes }) => removes).toSorted((a, b) => b - a));
  });

  test("every path is an object of the published shape, with every member of a class named once", () => {
    for (const account of answer.accounts) {
      expect(account).toMatchObject({ status: "exact", cheapest: 0, notCuttable: [{ rule: "R16" }] });
      expect(account).not.toHaveProperty("why");
      for (const path of account.paths) {
        expect(path.leaves.map(({ id }) => id)).toEqual(path.leaves.map(({ id }) => id).toSorted());
        expect(path.steps.join(" ")).not.toMatch(/[{}]/);
      }
    }
  });
});

describe("the paths of one account", () => {
  test("come certain first, then by parties, cost, ranks and ids; the cheapest is the first certain session", () => {
    const [situation] = caseOf("a");
    if (situation === undefined) throw new Error("case (a)");
    const { paths, cheapest } = pathSurvey().add(situation);
    expect(cheapest).toBe(0);
    expect(paths.map(({ leaves, cost }) => `${leaves.map(({ id }) => id).join(" ")} ${cost}`)).toEqual([
      "any-of:contact-write mb:root@corp.example low",
      "mb:root@corp.example phone:+15550100 medium",
      "device:GAHT12345678 mb:root@corp.example insider",
      "device:GAHT12345678 vault:pwv insider",
    ]);
  });

  test("one person who reads the mailbox and pushes to the repository is one party, and fewer parties come first", () => {
    const who = [
      mailbox("mb", "root@corp.example", ["ann", "bob"]),
      role("ci", "222222222222", ["contact-write"], ["bob", "cyd"]),
    ];
    const held = { name: "phone", leaf: leafOf({ ...phone.leaf, who: ["dan"] }) };
    const { paths } = pathSurvey().add(caseAccount("A", "222222222222", {}, [...who, held], {}).situation);
    expect(paths.map(({ parties }) => parties)).toEqual([
      { atLeast: 1, exact: true },
      { atLeast: 2, exact: true },
    ]);
    const unread = [mailbox("mb", "root@corp.example"), role("ci", "222222222222", ["contact-write"], ["bob", "cyd"])];
    const open = pathSurvey().add(caseAccount("A", "222222222222", {}, unread, {}).situation);
    expect(open.paths[0]?.parties).toEqual({ atLeast: 1, exact: false });
  });

  test("a member without certain session paths has no cheapest one and nothing to cut", () => {
    const [situation] = caseOf("e4");
    if (situation === undefined) throw new Error("case (e4)");
    const paths = pathSurvey().add(situation);
    expect(paths).toMatchObject({ cheapest: null, cuts: [], minCut: [] });
    expect(paths.paths.map(({ certainty }) => certainty)).toEqual(["possible"]);
  });

  test("management's way to a member without credentials is told step by step, in order", () => {
    const [situation] = caseOf("e1");
    if (situation === undefined) throw new Error("case (e1)");
    const { paths } = pathSurvey().add(situation);
    expect(paths.find(({ goal }) => goal === "session")?.steps).toEqual([
      "allow root password recovery through role/mgmt (AssumeRoot, CreateLoginProfile)",
      "start moving the root e-mail to a mailbox of your own through role/mgmt",
      "accept the new root e-mail with the code sent to your mailbox, through role/mgmt",
      "ask AWS for a root password and set it with the link in the mail",
      "sign in as root with the password; no MFA is asked for",
    ]);
  });
});
