import { describe, expect, test } from "vitest";
import { caseAccount } from "../cases/case-account.ts";
import { type CaseLeaf, mailbox, mgmt, net, phone, pwv, role, totp } from "../cases/case-leaf.ts";
import { type Gift, leafOf } from "../leaf.ts";
import { pathSurvey } from "../path-survey.ts";
import type { Situation } from "../situation.ts";
import { notCuttable, takeoverRules } from "../takeover-rules.ts";
import type { Effect } from "../who-can.ts";

const id = "222222222222";
const mb = mailbox("mb", "root@corp.example");
const bare = { kind: "member", password: "no", mfa: "no" } as const;
const delegate = (name: string, ...effects: readonly Effect[]) => role(name, "333333333333", effects);

// "certain: mb" and so on, in short names; goals other than a session are named.
function sets(facts: Parameters<typeof caseAccount>[2], leaves: readonly CaseLeaf[], change: Partial<Situation> = {}) {
  const made = caseAccount("A", id, facts, leaves, {});
  const short = new Map([...made.names].map(([name, leaf]) => [leaf, name]));
  const answer = pathSurvey({ changes: [] }).add({ ...made.situation, ...change });
  return answer.paths
    .map(({ goal, certainty, leaves }) => {
      const names = leaves.map((leaf) => short.get(leaf.id) ?? leaf.id).sort();
      return `${goal === "session" ? "" : `${goal} `}${certainty}: ${names.join(" ")}`;
    })
    .sort();
}

describe("the rules", () => {
  test("are twenty, each told, and R16 is never part of a path", () => {
    expect(takeoverRules.map((rule) => rule.id)).toEqual(Array.from({ length: 20 }, (_each, at) => `R${at + 1}`));
    expect(new Set(takeoverRules.map((rule) => rule.title)).size).toBe(20);
    expect(notCuttable).toEqual([{ rule: "R16", title: "AWS Support persuaded" }]);
  });

  test("R7 needs trusted access, or somebody who turns it on", () => {
    const off = { trustedAccess: { account: "no", iam: "yes" } } as const;
    const acct = delegate("acct", "org:contact-write");
    const boss = delegate("boss", "org:trusted-access-enable");
    const member = { kind: "member" } as const;
    expect(sets(member, [mb, acct])).toEqual(["certain: acct mb"]);
    expect(sets(member, [mb, acct], off)).toEqual([]);
    expect(sets(member, [mb, acct, boss], off)).toEqual(["certain: acct boss mb"]);
    expect(sets(member, [mb, acct, boss], { ...off, allFeatures: "no" })).toEqual([]);
    expect(sets({ kind: "management" }, [mb, acct])).toEqual([]);
  });

  test("R8 needs both halves of a move, and a mailbox in the domain where the grant is limited", () => {
    const member = { kind: "member", mfa: "no" } as const;
    const start = delegate("start", "org:email-start");
    const accept = delegate("accept", "org:email-accept");
    expect(sets(member, [start])).toEqual([]);
    expect(sets(member, [start, accept])).toEqual(["certain: accept start"]);
    const limit = (name: string, domain: string): CaseLeaf => ({
      name,
      leaf: leafOf({
        ...start.leaf,
        id: `any-of:${name}`,
        gives: [
          { slot: "org:email-start", certainty: "certain", domains: [domain] },
          { slot: "org:email-accept", certainty: "certain", domains: [domain] },
        ],
      }),
    });
    const inside = (domain: string): CaseLeaf => ({
      name: domain,
      leaf: leafOf({
        ...mb.leaf,
        id: `mb:*@${domain}`,
        gives: [{ slot: "mailbox-in-domain", certainty: "certain", domains: [domain] }],
      }),
    });
    const a = [limit("one", "a.example"), inside("a.example")];
    expect(sets(member, a)).toEqual(["certain: a.example one"]);
    expect(sets(member, [limit("one", "a.example"), inside("b.example")])).toEqual([]);
    expect(sets(member, [...a, accept])).toEqual(["certain: a.example one"]);
    expect(sets(member, [...a, start, accept])).toEqual(["certain: a.example one", "certain: accept start"]);
  });

  test("R8 asks of each half for itself where it may lead", () => {
    const member = { kind: "member", mfa: "no" } as const;
    const start = delegate("start", "org:email-start");
    const holder = (name: string, ...gives: readonly Gift[]): CaseLeaf => ({
      name,
      leaf: leafOf({ ...start.leaf, id: `any-of:${name}`, gives }),
    });
    const inA = holder("mail", { slot: "mailbox-in-domain", certainty: "certain", domains: ["a.example"] });
    const limited: Gift = { slot: "org:email-start", certainty: "certain", domains: ["a.example"] };
    const accepts: Gift = { slot: "org:email-accept", certainty: "certain" };
    const half = holder("half", limited, accepts);
    // The accepting half is not limited: whoever starts anywhere completes it, and its own start leads into a.example.
    expect(sets(member, [half, inA])).toEqual(["certain: half mail"]);
    expect(sets(member, [half, start])).toEqual(["certain: half start"]);
    expect(sets(member, [half, inA, start])).toEqual(["certain: half mail", "certain: half start"]);
    const elsewhere: Gift = { slot: "org:email-start", certainty: "possible" };
    const both = holder("both", limited, accepts, elsewhere);
    expect(sets(member, [both, inA])).toEqual(["certain: both mail", "possible: both"]);
    const onlyA = holder("onlyA", { ...limited, certainty: "certain" }, { ...accepts, domains: ["b.example"] });
    expect(sets(member, [onlyA, inA])).toEqual([]);
  });

  test("R9 stops at the target's SCP unless somebody edits it; where the SCP is not known the rest is possible", () => {
    const create = delegate("create", "org:assume-root:create");
    const editor = delegate("editor", "org:policy-edit");
    const denied = (ruling: "allowed" | "denied" | "unknown") => ({
      centralSessions: { createLoginProfile: ruling, deactivateMfa: ruling, unlockBucket: ruling, unlockQueue: ruling },
    });
    expect(sets(bare, [mb, create], denied("allowed"))).toEqual(["certain: create mb"]);
    expect(sets(bare, [mb, create], denied("denied"))).toEqual([]);
    expect(sets(bare, [mb, create], denied("unknown"))).toEqual(["possible: create mb"]);
    // The editor may also throw the account out, after which recovery by mail is possible.
    expect(sets(bare, [mb, create, editor], denied("denied"))).toEqual([
      "certain: create editor mb",
      "possible: editor mb",
    ]);
    expect(sets(bare, [mb, create, editor], denied("unknown"))).toEqual([
      "certain: create editor mb",
      "possible: create mb",
      "possible: editor mb",
    ]);
    const remover = delegate("remover", "org:assume-root:delete");
    expect(sets({ kind: "member" }, [mb, remover], denied("denied"))).toEqual([]);
    expect(sets({ kind: "member" }, [mb, remover], denied("unknown"))).toEqual(["possible: mb remover"]);
  });

  test("R9 and R11 need the feature, or somebody who turns it on with trusted access", () => {
    const off = { features: { credentials: "no", sessions: "no" } } as const;
    const create = delegate("create", "org:assume-root:create");
    const enabler = delegate("enabler", "org:feature-enable");
    expect(sets(bare, [mb, create], off)).toEqual([]);
    expect(sets(bare, [mb, create, enabler], off)).toEqual(["certain: create enabler mb"]);
    const dark = { ...off, trustedAccess: { account: "no", iam: "no" } } as const;
    expect(sets(bare, [mb, create, enabler], dark)).toEqual([]);
    const unknown = { features: { credentials: "unknown", sessions: "no" } } as const;
    expect(sets(bare, [mb, create], unknown)).toEqual(["possible: create mb"]);
  });

  test("R18 features that were on before trusted access went off may be back with it", () => {
    const dark = {
      features: { credentials: "no", sessions: "no" },
      trustedAccess: { account: "no", iam: "no" },
    } as const;
    const create = delegate("create", "org:assume-root:create");
    const opener = delegate("opener", "org:trusted-access-enable");
    expect(sets(bare, [mb, create, opener], dark)).toEqual(["possible: create mb opener"]);
    const seenOff = { ...dark, trustedAccess: { account: "no", iam: "yes" } } as const;
    expect(sets(bare, [mb, create, opener], seenOff)).toEqual([]);
  });

  test("R13 a wall of unknown state makes paths possible, and deleting it makes them certain", () => {
    const member = { kind: "member", mfa: "no" } as const;
    const unknown = { wall: { rcp: "none", account: "unknown" } } as const;
    expect(sets(member, [mb], unknown)).toEqual(["possible: mb"]);
    expect(sets(member, [mb, role("adm", id, ["wall-off"])], unknown)).toEqual(["certain: adm mb", "possible: mb"]);
    const rcp = { wall: { rcp: "unknown", account: "none" } } as const;
    expect(sets(member, [mb, delegate("boss", "org:wall-off")], rcp)).toEqual(["certain: boss mb", "possible: mb"]);
  });

  test("R13 an account's own wall falls to a local delete for certain, an organization's only possibly", () => {
    const adm = role("adm", id, ["wall-off"]);
    const noMfa = { kind: "member", mfa: "no" } as const;
    expect(sets({ ...noMfa, wall: { account: "deny" } }, [mb, adm])).toEqual(["certain: adm mb"]);
    expect(sets({ ...noMfa, wall: { rcp: "deny" } }, [mb, adm])).toEqual(["possible: adm mb"]);
    expect(sets({ ...noMfa, wall: { rcp: "deny", account: "deny" } }, [mb, adm])).toEqual(["possible: adm mb"]);
  });

  test("R13 management may possibly delete a member's own wall by naming the account", () => {
    const noMfa = { kind: "member", mfa: "no", wall: { account: "deny" } } as const;
    expect(sets(noMfa, [mb, delegate("boss", "org:wall-off")])).toEqual(["possible: boss mb"]);
    expect(sets({ ...noMfa, kind: "standalone" }, [mb, delegate("boss", "org:wall-off")])).toEqual([]);
  });

  test("R13 whether a policy binds management's root is not known, so its paths stay possible", () => {
    expect(sets({ kind: "management", mfa: "no", wall: { account: "deny" } }, [mb])).toEqual(["possible: mb"]);
    expect(sets({ kind: "standalone", mfa: "no", wall: { account: "deny" } }, [mb])).toEqual([]);
  });

  test("R13 a network leaf opens its own wall and no other", () => {
    const noMfa = { kind: "member", mfa: "no" } as const;
    expect(sets({ ...noMfa, wall: { account: "network" } }, [mb, net])).toEqual(["certain: mb net"]);
    expect(sets({ ...noMfa, wall: { account: "deny" } }, [mb, net])).toEqual([]);
    expect(sets({ ...noMfa, wall: { account: "network", rcp: "deny" } }, [mb, net])).toEqual([]);
  });

  test("R13 two walls with a network each open together only if a place lies in both", () => {
    const member = { kind: "member", mfa: "no", wall: { rcp: "network", account: "network" } } as const;
    const network = (name: string, ...slots: readonly ("network-rcp" | "network-account")[]): CaseLeaf => ({
      name,
      leaf: leafOf({
        ...net.leaf,
        id: `network:${name}`,
        gives: slots.map((slot) => ({ slot, certainty: "certain" })),
      }),
    });
    const [of, own, both] = [
      network("of", "network-rcp"),
      network("own", "network-account"),
      network("both", "network-rcp", "network-account"),
    ];
    expect(sets(member, [mb, of, own])).toEqual(["possible: mb of own"]);
    expect(sets(member, [mb, both])).toEqual(["certain: both mb"]);
  });

  test("R17 an account that leaves loses the organization's wall and the SCP that protected its own", () => {
    const noMfa = { kind: "member", mfa: "no" } as const;
    const leaver = role("leaver", id, ["leave-org"]);
    expect(sets({ ...noMfa, wall: { rcp: "deny" } }, [mb, leaver])).toEqual(["possible: leaver mb"]);
    const both = [mb, leaver, role("adm", id, ["wall-off-but-scp"])];
    expect(sets({ ...noMfa, wall: { account: "deny" } }, both)).toEqual(["possible: adm leaver mb"]);
  });

  test("R18 whoever registers delegates reaches central powers through any member's administrator, possibly", () => {
    const registrar = delegate("registrar", "org:delegate-register");
    const anyAdmin: CaseLeaf = {
      name: "any admin",
      leaf: leafOf({
        ...mb.leaf,
        id: "any-of:member-admin?",
        kind: "principals",
        gives: [{ slot: "member-admin", certainty: "possible" }],
      }),
    };
    expect(sets(bare, [registrar])).toEqual([]);
    expect(sets(bare, [registrar, anyAdmin]).filter((set) => !set.includes("unlock"))).toEqual([
      "possible: any admin registrar",
    ]);
  });

  test("R19 the unlock tasks are goals of their own and never a session", () => {
    const s3 = delegate("s3", "org:assume-root:s3");
    const sqs = delegate("sqs", "org:assume-root:sqs");
    expect(sets(bare, [s3, sqs])).toEqual(["bucket-unlock certain: s3", "queue-unlock certain: sqs"]);
    expect(sets(bare, [s3], { features: { credentials: "yes", sessions: "no" } })).toEqual([]);
  });

  test("R20 a vault gives a password only where one is set", () => {
    const flags = (password: "yes" | "no" | "unknown") =>
      ({ flags: { password, mfa: "no", keys: "no", x509: "no" } }) as const;
    expect(sets({ kind: "member" }, [pwv], flags("yes"))).toEqual(["certain: pwv"]);
    expect(sets({ kind: "member" }, [pwv], flags("unknown"))).toEqual(["possible: pwv"]);
    expect(sets({ kind: "member" }, [pwv], flags("no"))).toEqual([]);
  });

  test("R20 a kit takes the place of a seed, and needs as many people as it has shares to open it", () => {
    const kit: CaseLeaf = {
      name: "kit",
      leaf: leafOf({
        ...totp.leaf,
        id: "kit:one",
        kind: "kit",
        need: 2,
        who: ["ann", "bob", "cyd"],
        gives: [{ slot: "kit", certainty: "certain" }],
      }),
    };
    expect(sets({}, [pwv, kit])).toEqual(["certain: kit pwv"]);
    const answer = pathSurvey().add(caseAccount("A", id, {}, [pwv, kit], {}).situation);
    expect(answer.paths[0]?.parties).toEqual({ atLeast: 2, exact: false });
  });

  test("a certain set stays beside a smaller one that is only possible", () => {
    const leaver = role("leaver", id, ["contact-write-but-scp", "leave-org"]);
    const editor = delegate("editor", "org:policy-edit");
    expect(sets({ kind: "member" }, [mb, leaver, editor])).toEqual([
      "certain: editor leaver mb",
      "possible: leaver mb",
    ]);
  });

  test("a session of a root that an SCP denies everything is reached, with limited power, unless the SCP goes", () => {
    const made = caseAccount("A", id, { kind: "member" }, [mb, phone, mgmt()], {});
    const { paths } = pathSurvey().add({ ...made.situation, rootDenied: "yes" });
    expect(paths.find(({ leaves }) => leaves.length === 2)?.power).toBe("limited");
    expect(paths.find(({ goal }) => goal === "bucket-unlock")?.power).toBeUndefined();
    const leaver = role("leaver", id, ["contact-write-but-scp", "leave-org"]);
    const out = caseAccount("A", id, { kind: "member" }, [mb, leaver], {});
    const left = pathSurvey().add({ ...out.situation, rootDenied: "yes" }).paths;
    expect(left.map(({ power }) => power)).toEqual([undefined]);
  });
});
