import { describe, expect, it } from "vitest";
import {
  decision,
  nonceOf,
  now,
  person,
  policy,
  readOf,
  roster,
  rule,
  verified,
  viewOf,
} from "../../../../test/custody/people.ts";
import type { ReleasePolicyDocument, ReleaseRule } from "../documents/release-policy-document.ts";
import { fewestHolders, type SealedVault } from "./vaults-not-opened.ts";
import { checkReleasePolicy } from "./check-release-policy.ts";
import {
  acceptPolicy,
  type PolicyChain,
  type PolicyOutcome,
  settlePolicyChain,
  startPolicyChain,
  vetoPolicy,
} from "./release-policy-chain.ts";
import { ruleOfAccount } from "./rule-of-account.ts";

const founders = roster();
const [jane, omar, ana, carl] = founders.persons.map((each) => each);
const view = viewOf(founders);
const groups = [
  { name: "p-holders", members: ["ana", "omar"] },
  { name: "s-holders", members: ["carl", "jane"] },
  { name: "security", members: ["ana", "carl", "jane", "omar"] },
];
const splits: readonly SealedVault[] = [
  { vault: "P", threshold: 2, holders: ["ana", "omar"] },
  { vault: "S", threshold: 2, holders: ["carl", "jane"] },
];

function said(rules: readonly ReleaseRule[], change: Partial<ReleasePolicyDocument> = {}, held = splits): string {
  const verdict = checkReleasePolicy(policy(rules, change), { view: { ...view, groups }, splitsOf: () => held });
  return verdict.status === "refused" ? verdict.row.code : verdict.warnings.map(({ what }) => what).join(", ") || "fit";
}

const sealed = (change: Partial<ReleaseRule>): ReleaseRule => {
  const { all: _, ...bare } = rule({ sealed: ["P", "S"], breakSeal: { allowed: false, delay: 1800 } });
  return { ...bare, ...change };
};
const both = [
  { group: "p-holders", min: 2 },
  { group: "s-holders", min: 2 },
];

describe("a release policy", () => {
  it.each<readonly [string, readonly ReleaseRule[], Partial<ReleasePolicyDocument>, string]>([
    ["that is as it should be", [rule()], {}, "fit"],
    ["with four codes", [rule({ maxCodes: 4 })], {}, "many-codes"],
    ["that opens for nobody", [rule({ all: [] })], {}, "opens-for-nobody"],
    ["that wants more people than there are", [rule({ all: [{ group: "security", min: 5 }] })], {}, "opens-for-nobody"],
    [
      "that needs the requester's own word",
      [rule({ all: [{ group: "security", min: 4 }] })],
      {},
      "needs-the-requester",
    ],
    ["with two rules of one name", [rule(), rule({ accounts: ["aws:123456789012"] })], {}, "CUSTODY_POLICY_UNFIT"],
    ["with two rules for the others", [rule(), rule({ name: "more" })], {}, "CUSTODY_POLICY_UNFIT"],
    ["of another deployment", [rule()], { deployment: "other" }, "CUSTODY_OTHER_DEPLOYMENT"],
    ["for one person among several approvers", [rule()], { solo: true }, "CUSTODY_POLICY_UNFIT"],
    ["whose sealed vaults all approvals open", [sealed({ all: both })], {}, "needs-the-requester"],
    [
      "whose seed vault stays shut",
      [sealed({ all: [{ group: "p-holders", min: 2 }] })],
      {},
      "CUSTODY_RULE_CANNOT_OPEN",
    ],
    [
      "where any two could be the wrong two",
      [sealed({ all: [{ group: "security", min: 2 }] })],
      {},
      "CUSTODY_RULE_CANNOT_OPEN",
    ],
    [
      "where one way of `any` does not open",
      [
        sealed({
          any: [
            { group: "s-holders", min: 2 },
            { group: "p-holders", min: 2 },
          ],
          capabilities: ["code"],
        }),
      ],
      {},
      "CUSTODY_RULE_CANNOT_OPEN",
    ],
    [
      "that opens one vault only",
      [sealed({ all: [{ group: "s-holders", min: 2 }], capabilities: ["code"] })],
      {},
      "needs-the-requester",
    ],
    [
      "for root sessions alone",
      [sealed({ all: [{ group: "security", min: 1 }], capabilities: ["assume-root"] })],
      {},
      "fit",
    ],
    [
      "that breaks the seal of a sealed vault",
      [sealed({ all: both, breakSeal: { allowed: true, delay: 1800 } })],
      {},
      "CUSTODY_POLICY_UNFIT",
    ],
  ])("%s", (_what, rules, change, expected) => {
    expect(said(rules, change)).toBe(expected);
  });

  it("for a sealed vault without a split cannot open it", () => {
    expect(said([sealed({ all: both })], {}, [])).toBe("CUSTODY_RULE_CANNOT_OPEN");
  });

  it("for one person is taken where there is one approver, and says so", () => {
    const alone = viewOf(roster({ persons: [person("jane")], quorum: { all: [{ group: "security", min: 1 }] } }));
    const verdict = checkReleasePolicy(policy([rule()], { solo: true }), { view: alone, splitsOf: () => [] });
    expect(verdict).toEqual({ status: "fit", warnings: [{ rule: "default", what: "no-dual-control" }] });
  });

  it("has one rule for an account: its own, else the one for the others, else none", () => {
    const own = rule({ name: "own", accounts: ["aws:123456789012"] });
    expect(ruleOfAccount(policy([rule(), own]), "aws:123456789012")?.name).toBe("own");
    expect(ruleOfAccount(policy([rule(), own]), "aws-cn:123456789012")?.name).toBe("default");
    expect(ruleOfAccount(policy([own]), "aws:000000000000")).toBeNull();
  });
});

describe("the fewest holders that satisfy a rule", () => {
  const terms = [
    [{ all: [{ group: "security", min: 1 }] }],
    [{ all: [{ group: "security", min: 3 }] }],
    [{ all: both }],
    [
      {
        all: [
          { group: "security", min: 2 },
          { group: "p-holders", min: 1 },
        ],
      },
    ],
    [
      {
        any: [
          { group: "p-holders", min: 1 },
          { group: "security", min: 4 },
        ],
      },
    ],
    [
      {
        all: [
          { group: "security", min: 1 },
          { group: "s-holders", min: 2 },
          { group: "p-holders", min: 1 },
        ],
      },
    ],
  ] as const;

  it.each(terms)("is what trying all seatings finds: %j", (rule) => {
    for (const holders of [[], ["ana"], ["ana", "omar"], ["carl", "jane"], ["ana", "carl", "omar"]]) {
      expect(fewestHolders(mutable(rule), groups, holders)).toBe(bySeating(mutable(rule), holders));
    }
  });

  /** Tries every way to put people on seats. */
  function bySeating(rule: Pick<ReleaseRule, "all" | "any">, holders: readonly string[]): number {
    const ways = rule.any === undefined ? [rule.all ?? []] : rule.any.map((term) => [...(rule.all ?? []), term]);
    const best = ways.map((way) => {
      const seats = way.flatMap(({ group, min }) => Array.from({ length: min }, () => group));
      const seat = (at: number, taken: readonly string[]): number => {
        const group = groups.find(({ name }) => name === seats[at]);
        if (group === undefined) return taken.filter((id) => holders.includes(id)).length;
        return Math.min(
          Infinity,
          ...group.members.filter((id) => !taken.includes(id)).map((id) => seat(at + 1, [...taken, id])),
        );
      };
      return seat(0, []);
    });
    return Math.min(...best);
  }

  function mutable(rule: (typeof terms)[number][0]): Pick<ReleaseRule, "all" | "any"> {
    return structuredClone(rule) as Pick<ReleaseRule, "all" | "any">;
  }
});

describe("the chain of release policies", () => {
  const first = policy([rule()]);
  const second = policy([rule({ maxCodes: 2 })], {
    version: 2,
    previous: readOf(first).hash,
    nonce: nonceOf("second policy"),
  });
  const around = { view, splitsOf: () => [], nowSeconds: now };
  const proposal = (document: ReleasePolicyDocument, by: readonly (typeof jane)[]) => {
    const read = readOf(document);
    const decisions = by.flatMap((each) => (each === undefined ? [] : [verified(each, decision(each, read.hash))]));
    return { ...around, read, decisions };
  };
  const code = (outcome: PolicyOutcome) => (outcome.status === "refused" ? outcome.row.code : "taken");
  const chain: PolicyChain = { inForce: readOf(first), pending: null };

  it("begins with all founders and the typed hash", () => {
    const all = proposal(first, [jane, omar, ana, carl]);
    expect(code(startPolicyChain(all, readOf(first).hash, founders))).toBe("taken");
    expect(code(startPolicyChain(all, readOf(second).hash, founders))).toBe("CUSTODY_CHAIN_BROKEN");
    expect(code(startPolicyChain(proposal(first, [jane, omar, ana]), readOf(first).hash, founders))).toBe(
      "CUSTODY_QUORUM_MISSING",
    );
    expect(code(startPolicyChain(proposal(second, [jane, omar, ana, carl]), readOf(second).hash, founders))).toBe(
      "CUSTODY_CHAIN_BROKEN",
    );
  });

  it("goes on by the quorum, behind 24 hours in which any custodian can veto", () => {
    const outcome = acceptPolicy(chain, proposal(second, [omar, ana]));
    if (outcome.status === "refused") throw new Error(outcome.detail);
    expect(settlePolicyChain(outcome.chain, now + 86_399).inForce.document.version).toBe(1);
    expect(settlePolicyChain(outcome.chain, now + 86_400).inForce.document.version).toBe(2);
    const [by = person("jane")] = [carl];
    const veto = verified(by, decision(by, readOf(second).hash, { decision: "veto" }));
    expect(code(vetoPolicy(outcome.chain, veto, around))).toBe("taken");
    expect(code(vetoPolicy(outcome.chain, veto, { ...around, nowSeconds: now + 86_400 }))).toBe(
      "CUSTODY_BAD_TRANSITION",
    );
    expect(code(vetoPolicy(chain, veto, around))).toBe("CUSTODY_BAD_TRANSITION");
    const auditors = { ...view, persons: view.persons.map((each) => ({ ...each, roles: ["auditor" as const] })) };
    expect(code(vetoPolicy(outcome.chain, veto, { ...around, view: auditors }))).toBe("CUSTODY_ROLE_MISSING");
    expect(code(acceptPolicy(outcome.chain, proposal(second, [omar, ana])))).toBe("CUSTODY_VERSION_PENDING");
  });

  it("takes no version without quorum, out of order or unfit", () => {
    expect(code(acceptPolicy(chain, proposal(second, [omar])))).toBe("CUSTODY_QUORUM_MISSING");
    expect(code(acceptPolicy(chain, proposal({ ...second, version: 3 }, [omar, ana])))).toBe("CUSTODY_CHAIN_BROKEN");
    expect(code(acceptPolicy(chain, proposal({ ...second, solo: true }, [omar, ana])))).toBe("CUSTODY_POLICY_UNFIT");
  });
});
