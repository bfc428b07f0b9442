import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allow,
  deny,
  lines,
  management,
  member,
  other,
  type Scenario,
  snapshotOf,
  trusts,
  trustsGitHub,
} from "../../../test/who-can/scenario.ts";
import type { WhoCan } from "../../domain/takeover/who-can.ts";
import { whoCanReader } from "./who-can.ts";

const targets = [member, other, "555555555555"];

const action = fc.constantFrom(
  "*",
  "account:*",
  "account:PutContactInformation",
  "account:Start*",
  "account:AcceptPrimaryEmailUpdate",
  "sts:*",
  "sts:AssumeRoot",
  "sts:AssumeRole",
  "organizations:*",
  "organizations:LeaveOrganization",
  "organizations:UpdatePolicy",
  "iam:*",
  "signin:Delete*",
  "s3:*",
);
const resource = fc.constantFrom(
  "*",
  "arn:aws:iam::*:root",
  `arn:aws:iam::${member}:root`,
  "arn:aws:iam::3*:root",
  `arn:aws:account::${management}:account/o-abcdefghij/*`,
  `arn:aws:account::${management}:account/o-abcdefghij/${other}`,
  `arn:aws:account::*:account`,
  "arn:aws:iam::*:role/deploy",
);
const condition = fc.constantFrom(
  undefined,
  undefined,
  { StringEquals: { "sts:TaskPolicyArn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" } },
  { StringEquals: { "aws:ResourceAccount": member } },
  { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
  { "ForAnyValue:StringLike": { "account:AccountResourceOrgPaths": ["o-abcdefghij/r-root/ou-test/*"] } },
  { StringEquals: { "account:EmailTargetDomain": "corp.net" } },
);
const statement = fc
  .tuple(fc.boolean(), action, resource, condition)
  .map(([isDeny, actions, on, when]) => (isDeny ? deny(actions, when) : allow(actions, on, when)));
const statements = fc.array(statement, { maxLength: 4 });

const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    mgmt: statements,
    ci: statements,
    local: statements,
    deploy: statements,
    scp: fc.array(statement, { maxLength: 1 }),
  })
  .map(({ mgmt, ci, local, deploy, scp }) => ({
    accounts: {
      [management]: {
        users: { mgmt: { allow: mgmt } },
        roles: { ci: { trust: [trustsGitHub(management)], allow: ci } },
      },
      ...Object.fromEntries(
        targets.map((id, at) => [
          id,
          {
            path: ["r-root", at === 1 ? "ou-test" : "ou-prod"],
            users: { ann: { allow: local } },
            roles: {
              deploy: {
                trust: [trusts({ AWS: [`arn:aws:iam::${management}:root`, `arn:aws:iam::${id}:root`] })],
                allow: deploy,
              },
            },
          },
        ]),
      ),
    },
    delegates: { "account.amazonaws.com": [other] },
    scps: { guard: { on: ["ou-prod"], statements: scp } },
  }));

async function answers(given: Scenario, order: readonly string[]): Promise<ReadonlyMap<string, WhoCan>> {
  const snapshot = snapshotOf(given);
  const reader = await whoCanReader(snapshot);
  const found = new Map<string, WhoCan>();
  for (const id of order) {
    const account = snapshot.accounts.find((each) => each.id === id);
    if (account !== undefined) found.set(id, await reader.of(account));
  }
  return found;
}

describe("who can", () => {
  it("answers the same of an account, whatever it was asked before", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const forth = await answers(given, targets);
        const back = await answers(given, [...targets].reverse());
        for (const id of targets) {
          const [alone] = (await answers(given, [id])).values();
          const expected = alone === undefined ? [] : lines(alone);
          expect(lines(forth.get(id) as WhoCan)).toEqual(expected);
          expect(lines(back.get(id) as WhoCan)).toEqual(expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("does not carry what the path of one account allows over to the next", async () => {
    const paths = { "account:AccountResourceOrgPaths": ["o-abcdefghij/r-root/ou-test/*"] };
    const mgmt = [allow("*", "*", { "ForAnyValue:StringLike": paths })];
    const given: Scenario = {
      accounts: {
        [management]: { users: { mgmt: { allow: mgmt } } },
        [member]: { path: ["r-root", "ou-prod"] },
        [other]: { path: ["r-root", "ou-test"] },
      },
    };
    const [alone] = (await answers(given, [other])).values();
    const after = (await answers(given, [member, other])).get(other);
    expect(alone && lines(alone).join()).toContain("org:delegate-register");
    expect(after && lines(after)).toEqual(alone && lines(alone));
  });

  it("never gives anybody more when an SCP denies more, but what only SCPs stop", async () => {
    const pairs = (answer: WhoCan | undefined) =>
      new Set(
        (answer?.actors ?? []).flatMap(({ arn, effects }) =>
          [...effects.keys()].filter((effect) => !effect.endsWith("-but-scp")).map((effect) => `${arn} ${effect}`),
        ),
      );
    await fc.assert(
      fc.asyncProperty(scenario, action, async (given, denied) => {
        const before = pairs((await answers(given, [member])).get(member));
        const scps = { ...given.scps, more: { on: [member], statements: [deny(denied)] } };
        const after = pairs((await answers({ ...given, scps }, [member])).get(member));
        for (const pair of after) expect(before).toContain(pair);
      }),
      { numRuns: 150 },
    );
  });

  it("gives every actor a way in, a way on that starts with it, and a reason where there is doubt", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        for (const answer of (await answers(given, targets)).values()) {
          for (const actor of answer.actors) {
            expect(actor.entrances.length).toBeGreaterThan(0);
            expect(actor.effects.size).toBeGreaterThan(0);
            for (const { through, certainty, why } of actor.effects.values()) {
              expect(through[0]).toBe(actor.arn);
              expect(new Set(through).size).toBe(through.length);
              expect(why !== undefined && why !== "").toBe(certainty === "possible");
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
