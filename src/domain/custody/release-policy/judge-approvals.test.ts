import { describe, expect, it } from "vitest";
import {
  cliKey,
  decision,
  now,
  passkey,
  person,
  request,
  roster,
  rule,
  verified,
  viewOf,
} from "../../../../test/custody/people.ts";
import type { ApprovalDocument } from "../documents/decision-documents.ts";
import type { ReleaseRule } from "../documents/release-policy-document.ts";
import type { RequestDocument } from "../documents/request-document.ts";
import type { RosterPerson } from "../documents/roster-document.ts";
import { approvalKeyId, type RosterView } from "../roster/roster-view.ts";
import { judgeApprovals } from "./judge-approvals.ts";
import { maxCliApprovals } from "./max-cli-approvals.ts";

const people = ["jane", "omar", "ana", "carl", "dora"].map((id) => person(id));
const [
  jane = person("jane"),
  omar = person("omar"),
  ana = person("ana"),
  carl = person("carl"),
  dora = person("dora"),
] = people;
const groups = [
  { name: "finance", members: ["carl", "dora"] },
  { name: "security", members: ["ana", "carl", "jane", "omar"] },
];
const view = { ...viewOf(roster({ persons: people }), "roster-hash"), groups };
const hash = "request-hash";
const asked = request(jane, view);

interface Case {
  readonly rule?: Partial<ReleaseRule>;
  readonly later?: Partial<ReleaseRule>;
  readonly view?: RosterView;
  readonly request?: Partial<RequestDocument>;
  readonly when?: "grant" | "release";
  readonly at?: number;
  readonly isSolo?: boolean;
}

type Word = readonly [RosterPerson, string, Partial<ApprovalDocument>?];

/** What these words come to: `satisfied`, what is missing, or the code. */
function said(words: readonly Word[], given: Case = {}): string {
  const document = { ...asked, ...given.request };
  const { all: _, ...bare } = rule();
  const then: ReleaseRule = given.rule === undefined ? rule() : { ...bare, ...given.rule };
  const verdict = judgeApprovals({
    request: { document, hash, rules: [then, { ...then, ...given.later }], isSolo: given.isSolo ?? false },
    decisions: words.map(([who, group, change]) =>
      verified(who, decision(who, hash, { group, account: document.account, ...change })),
    ),
    view: given.view ?? view,
    nowSeconds: given.at ?? now,
    when: given.when ?? "grant",
  });
  switch (verdict.status) {
    case "satisfied":
      return `satisfied by ${verdict.counted
        .map((each) => each.person.id)
        .toSorted()
        .join(", ")}`;
    case "unsatisfied":
      return verdict.tooManyCli
        ? "too many cli"
        : verdict.missing.map(({ group, have, need }) => `${group} ${have}/${need}`).join(", ") || "nobody can";
    case "denied":
      return `denied by ${verdict.by}`;
    case "refused":
      return verdict.row.code;
  }
}

const two: readonly Word[] = [
  [omar, "security"],
  [ana, "security"],
];

describe("the approvals of a request", () => {
  it.each<readonly [string, readonly Word[], Case, string]>([
    ["two of two", two, {}, "satisfied by ana, omar"],
    ["one of two", [[omar, "security"]], {}, "security 1/2"],
    [
      "one person twice",
      [
        [omar, "security"],
        [omar, "security", { at: now - 1 }],
      ],
      {},
      "security 1/2",
    ],
    [
      "the requester beside one other",
      [
        [omar, "security"],
        [jane, "security"],
      ],
      {},
      "security 1/2",
    ],
    [
      "somebody outside the group",
      [
        [omar, "security"],
        [dora, "security"],
      ],
      {},
      "security 1/2",
    ],
    [
      "somebody in a group that the rule does not name",
      [
        [omar, "security"],
        [dora, "finance"],
      ],
      {},
      "security 1/2",
    ],
    [
      "an approval without a group",
      [
        [omar, "security"],
        [ana, ""],
      ],
      {},
      "security 1/2",
    ],
    [
      "an approval of another request",
      [
        [omar, "security"],
        [ana, "security", { requestHash: "other" }],
      ],
      {},
      "security 1/2",
    ],
    [
      "an approval for another account",
      [
        [omar, "security"],
        [ana, "security", { account: "aws:000000000000" }],
      ],
      {},
      "security 1/2",
    ],
    [
      "an approval from before the request",
      [
        [omar, "security"],
        [ana, "security", { at: asked.createdAt - 1 }],
      ],
      {},
      "security 1/2",
    ],
    [
      "an approval from behind its end",
      [
        [omar, "security"],
        [ana, "security", { at: asked.expiresAt + 1 }],
      ],
      {},
      "security 1/2",
    ],
    ["an empty `all`", two, { rule: { all: [] } }, "nobody can"],
    ["an empty `any`", two, { rule: { all: [{ group: "security", min: 1 }], any: [] } }, "nobody can"],
    ["neither list", two, { rule: {} }, "nobody can"],
    [
      "an unknown group",
      [
        [omar, "ghosts"],
        [ana, "ghosts"],
      ],
      { rule: { all: [{ group: "ghosts", min: 1 }] } },
      "ghosts 0/1",
    ],
    [
      "an empty group",
      [[omar, "security"]],
      { view: { ...view, groups: [{ name: "security", members: [] }] } },
      "security 0/2",
    ],
    [
      "every term of `all`",
      [
        [omar, "security"],
        [dora, "finance"],
      ],
      {
        rule: {
          all: [
            { group: "security", min: 1 },
            { group: "finance", min: 1 },
          ],
        },
      },
      "satisfied by dora, omar",
    ],
    [
      "one person for two terms",
      [
        [carl, "security"],
        [carl, "finance", { at: now - 1 }],
      ],
      {
        rule: {
          all: [
            { group: "security", min: 1 },
            { group: "finance", min: 1 },
          ],
        },
      },
      "finance 0/1",
    ],
    [
      "one term of `any`",
      [[dora, "finance"]],
      {
        rule: {
          any: [
            { group: "security", min: 2 },
            { group: "finance", min: 1 },
          ],
        },
      },
      "satisfied by dora",
    ],
    [
      "`all` and one term of `any`",
      two,
      { rule: { all: [{ group: "security", min: 2 }], any: [{ group: "finance", min: 1 }] } },
      "finance 0/1",
    ],
    [
      "a group in `all` and in `any`",
      two,
      { rule: { all: [{ group: "security", min: 1 }], any: [{ group: "security", min: 1 }] } },
      "satisfied by ana, omar",
    ],
    [
      "a group in both, by one",
      [[omar, "security"]],
      { rule: { all: [{ group: "security", min: 1 }], any: [{ group: "security", min: 1 }] } },
      "security 1/2",
    ],
  ])("%s", (_what, words, given, expected) => {
    expect(said(words, given)).toBe(expected);
  });

  it("end with any eligible deny, also one that an approval of the same person follows", () => {
    expect(said([...two, [carl, "", { decision: "deny" }]])).toBe("denied by carl");
    expect(said([...two, [ana, "", { decision: "deny", at: now - 5 }]])).toBe("denied by ana");
  });

  it("do not end with a deny of somebody who has no say", () => {
    expect(said([...two, [dora, "", { decision: "deny" }]])).toBe("satisfied by ana, omar");
    expect(said([...two, [jane, "", { decision: "deny" }]])).toBe("satisfied by ana, omar");
  });

  it("count only while the newest is fresh, when the grant is made; later they stay", () => {
    const words = two.map(([who, group]): Word => [who, group, { at: now - 300 + (who === ana ? 180 : 0) }]);
    const early = { request: { createdAt: now - 400 } };
    expect(said(words, early)).toBe("satisfied by ana, omar");
    expect(said(words, { ...early, at: now + 1 })).toBe("CUSTODY_STALE");
    expect(said(words, { ...early, at: now + 1, when: "release" })).toBe("satisfied by ana, omar");
  });

  it("stop counting when the approver, the key, the role or the membership is gone", () => {
    const without = (change: Partial<RosterPerson> | null): Case => ({
      when: "release",
      view: {
        ...view,
        persons: people.flatMap((each) => (each !== ana ? [each] : change === null ? [] : [{ ...each, ...change }])),
      },
    });
    for (const change of [
      null,
      { roles: ["custodian" as const] },
      { credentials: [cliKey("new")] },
      { activeFrom: now + 1 },
    ]) {
      expect(said(two, without(change))).toBe("security 1/2");
    }
    const fewer = [{ name: "security", members: ["carl", "jane", "omar"] }];
    expect(said(two, { view: { ...view, groups: fewer } })).toBe("security 1/2");
  });

  it("do not count by a key that is new to approving", () => {
    const approvesFrom = { ...view.approvesFrom, [approvalKeyId("ana", cliKey("ana"))]: now + 1 };
    expect(said(two, { view: { ...view, approvesFrom } })).toBe("security 1/2");
    expect(said(two, { view: { ...view, approvesFrom: { [approvalKeyId("omar", cliKey("omar"))]: 0 } } })).toBe(
      "security 1/2",
    );
  });

  it("help nobody who is no longer a requester, or no longer has the key of the request", () => {
    const without = (change: Partial<RosterPerson>) => ({
      view: { ...view, persons: people.map((each) => (each === jane ? { ...each, ...change } : each)) },
    });
    expect(said(two, without({ roles: ["approver"] }))).toBe("CUSTODY_ROLE_MISSING");
    expect(said(two, without({ credentials: [cliKey("new")] }))).toBe("CUSTODY_SIGNER_UNKNOWN");
    expect(said(two, { view: { ...view, persons: people.filter((each) => each !== jane) } })).toBe(
      "CUSTODY_ROLE_MISSING",
    );
  });

  it("are judged by the rule of then and the rule of now", () => {
    const wide = { all: [{ group: "security", min: 1 }] };
    const narrow = { all: [{ group: "security", min: 3 }] };
    expect(said([[omar, "security"]], { later: wide })).toBe("security 1/2");
    expect(said(two, { later: narrow })).toBe("security 2/3");
    expect(said(two, { later: { capabilities: ["code"] } })).toBe("CUSTODY_NOT_ASKED");
  });

  it("are none for one person alone, who waits at least ten minutes instead", () => {
    const solo = {
      request: { document: asked, hash, rules: [rule(), rule()] as const, isSolo: true },
      decisions: [],
      view,
      nowSeconds: now,
      when: "grant" as const,
    };
    expect(judgeApprovals(solo)).toMatchObject({ status: "satisfied", isSolo: true, limits: { delaySeconds: 600 } });
    expect(judgeApprovals({ ...solo, request: { ...solo.request, isSolo: false } }).status).toBe("unsatisfied");
    const slow = rule({ delaySeconds: 7200 });
    expect(judgeApprovals({ ...solo, request: { ...solo.request, rules: [slow, slow] } })).toMatchObject({
      limits: { delaySeconds: 7200 },
    });
  });
});

describe("approvals from the command line", () => {
  const withPasskeys = (count: number): readonly RosterPerson[] =>
    people.map((each, at) =>
      at < count ? { ...each, credentials: [passkey(each.id), cliKey(`cli ${each.id}`)] } : each,
    );
  const most = (count: number, change: Partial<ReleaseRule> = {}) =>
    maxCliApprovals(rule(change), { persons: withPasskeys(count) });

  it("may be all while fewer people than needed hold passkeys, then all but one", () => {
    expect([0, 1, 2, 5].map((count) => most(count))).toEqual([2, 2, 1, 1]);
    expect([0, 1, 2, 5].map((count) => most(count, { maxCliApprovals: 1 }))).toEqual([1, 1, 1, 1]);
    expect([0, 2].map((count) => most(count, { maxCliApprovals: 0 }))).toEqual([0, 0]);
    expect([0, 1].map((count) => most(count, { all: [{ group: "security", min: 1 }] }))).toEqual([1, 0]);
    expect(most(0, { maxCliApprovals: 9 })).toBe(2);
  });

  it("beyond that number do not count", () => {
    expect(said(two, { rule: { all: [{ group: "security", min: 2 }], maxCliApprovals: 1 } })).toBe("too many cli");
    const tapped = { ...ana, credentials: [passkey("ana")] };
    const persons = people.map((each) => (each === ana ? tapped : each));
    const mixed: readonly Word[] = [
      [omar, "security"],
      [tapped, "security"],
    ];
    expect(
      said(mixed, { rule: { all: [{ group: "security", min: 2 }], maxCliApprovals: 1 }, view: { ...view, persons } }),
    ).toBe("satisfied by ana, omar");
  });
});
