import { describe, expect, test } from "vitest";
import { startPretendAws, type PretendAwsOptions } from "../../src/demo/start-pretend-aws.ts";
import { takeoverCases } from "../../src/domain/takeover/cases/takeover-cases.ts";
import type { CaseAccount } from "../../src/domain/takeover/cases/takeover-case.ts";
import { type Attack, attack } from "./attack.ts";
import { covers, largestWithout, type Sets } from "./attack-sets.ts";
import { caseOrganization, lootOf, type CaseOptions } from "./case-organization.ts";

type Switches = NonNullable<PretendAwsOptions["switches"]>;

/** One way to play what nobody has established about AWS. */
interface Play extends CaseOptions {
  readonly name: string;
  readonly switches: Switches;
  /** Whether sets that are only possible lead anywhere. */
  readonly isPossible: boolean;
}

const plays: readonly Play[] = [
  {
    name: "at its strictest",
    // Younger than four days: the account cannot leave.
    ageDays: 2,
    switches: { wallCoversRecovery: true, memberDeleteBeatsRcp: false, recoveryAfterLeaving: false },
    isPossible: false,
  },
  {
    name: "at its loosest",
    ageDays: 400,
    switches: { wallCoversRecovery: false, memberDeleteBeatsRcp: true, recoveryAfterLeaving: true },
    isPossible: true,
  },
];

async function attacked(account: CaseAccount, held: readonly string[], play: Play): Promise<Attack> {
  const aws = await startPretendAws({
    organization: caseOrganization(account, play),
    seed: "case",
    switches: play.switches,
  });
  try {
    return await attack(aws, account.situation.account, lootOf(account, held));
  } finally {
    await aws.close();
  }
}

const accounts = takeoverCases.flatMap((each) =>
  each.accounts.map((account) => ({ title: `(${each.id}) ${account.name}`, account })),
);

describe.each(plays)("AWS played $name", (play) => {
  describe.each(accounts)("$title", ({ account }) => {
    const sets: Sets = [...account.certain, ...(play.isPossible ? account.possible : [])];
    const leaves = [...account.names.keys()];

    test("every minimal set ends as root", async () => {
      for (const set of sets) {
        const end = await attacked(account, set, play);
        expect({ set, ...end }).toMatchObject({
          set,
          status: "root",
          arn: `arn:aws:iam::${account.situation.account}:root`,
        });
      }
    });

    test("without any one leaf of a set it is refused, at a named step", async () => {
      for (const set of sets) {
        for (const leaf of set) {
          const rest = set.filter((name) => name !== leaf);
          const end = await attacked(account, rest, play);
          expect({ rest, status: end.status }).toEqual({ rest, status: "refused" });
          if (end.status !== "refused") continue;
          expect(end.refusals.every(({ step }) => step !== "")).toBe(true);
          expect(end.refusals.length).toBeGreaterThan(0);
        }
      }
    });

    test("no combination of leaves that holds none of the sets is enough", async () => {
      for (const held of largestWithout(leaves, sets)) {
        const end = await attacked(account, held, play);
        expect({ held, end: end.status, steps: end.status === "root" ? end.steps : [] }).toEqual({
          held,
          end: "refused",
          steps: [],
        });
      }
    });
  });
});

test("who leaves the organization without a root password gets one by mail only if AWS lets him", async () => {
  const account = accounts.find(({ title }) => title.startsWith("(e4)"))?.account;
  if (account === undefined) throw new Error("no case e4");
  for (const recoveryAfterLeaving of [false, true]) {
    const play: Play = { name: "leaving", ageDays: 400, switches: { recoveryAfterLeaving }, isPossible: false };
    const end = await attacked(account, ["mb", "member-admin"], play);
    expect(end.steps).toContainEqual(expect.stringContaining("out of the organization"));
    expect(end.status).toBe(recoveryAfterLeaving ? "root" : "refused");
  }
});

test("the largest sets without a minimal one are those that lack one leaf of each", () => {
  expect(largestWithout(["a", "b", "c"], [["a", "b"], ["c"]])).toEqual([["a"], ["b"]]);
  expect(covers(["a", "c"], [["a", "b"], ["c"]])).toBe(true);
});
