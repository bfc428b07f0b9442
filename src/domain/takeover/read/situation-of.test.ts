import { describe, expect, test } from "vitest";
import { seen, unseen } from "../../core/fact.ts";
import { instantOfMillis } from "../../core/instant.ts";
import { emptyInventory, type Inventory, inventorySchema } from "../../inventory/inventory.ts";
import type { AccountFacts } from "../../snapshot/account-facts.ts";
import type { OrganizationFacts } from "../../snapshot/organization-facts.ts";
import { noGuards } from "../guard-facts.ts";
import { pathSurvey } from "../path-survey.ts";
import { type Actor, type Effect, effects, type WhoCan } from "../who-can.ts";
import { situationOf, type SituationInput } from "./situation-of.ts";

const at = "2026-10-01T00:00:00Z";
const now = instantOfMillis(Date.parse(at));
const is = <T>(value: T) => seen(value, "test", at);
const id = "222222222222";

const organization: OrganizationFacts = {
  organization: is({ id: "o-1", featureSet: "ALL" as const, managementAccount: "111111111111", managementEmail: null }),
  rootFeatures: is(["RootCredentialsManagement"]),
  trustedAccess: is(["iam.amazonaws.com", "account.amazonaws.com"]),
  delegates: {},
  roots: unseen("not-asked"),
  units: unseen("not-asked"),
  policies: unseen("not-asked"),
  delegationPolicy: unseen("not-asked"),
  signin: {},
};

const member: AccountFacts = {
  id,
  kind: "member",
  email: is("Root@corp.example"),
  flags: { mfa: is(true), accessKeys: is(false), password: is(true), certificates: is(false) },
  contact: is({ PhoneNumber: "+1 (555) 0100" }),
};

function actor(name: string, names: readonly Effect[], extra: Partial<Actor> = {}): Actor {
  const arn = `arn:aws:iam::${id}:role/${name}`;
  return {
    arn,
    account: id,
    effects: new Map(names.map((effect) => [effect, { certainty: "certain", through: [arn] }])),
    entrances: [{ kind: "oidc", subject: "repo:acme/infra:*", cost: "trivial" }],
    ...extra,
  };
}

const known = (...actors: readonly Actor[]): WhoCan => ({ status: "known", actors });
const inventory = (parts: unknown): Inventory => inventorySchema.parse(parts);

const base: SituationInput = {
  partition: "aws",
  account: member,
  organization,
  inventory: emptyInventory,
  mail: null,
  whoCan: known(actor("ci", ["contact-write"])),
  guards: noGuards,
  now,
};

function paths(change: Partial<SituationInput> = {}) {
  const answer = pathSurvey().add(situationOf({ ...base, ...change }));
  const sets = (certainty: string) =>
    answer.paths
      .filter((path) => path.certainty === certainty && path.goal === "session")
      .map((path) => path.leaves.map((leaf) => leaf.id).join(" + "));
  return { answer, certain: sets("certain"), possible: sets("possible") };
}

describe("from a snapshot to paths", () => {
  test("a classic member with a CI role that writes the contact", () => {
    const { answer, certain } = paths();
    expect(certain).toEqual(["any-of:contact-write + mb:root@corp.example", "mb:root@corp.example + phone:+15550100"]);
    expect(answer.paths[0]).toMatchObject({
      steps: [
        "change the phone on record to your own through role/ci (any pusher of acme/infra)",
        "read the root mailbox root@corp.example",
        "ask AWS for a new root password and set it with the link in the mail",
        "sign in as root and pass MFA with the link in the mail and the call to the phone",
      ],
      rules: ["R3", "R4", "R5", "R6", "R12", "R13"],
      parties: { atLeast: 1, exact: false },
      cost: "low",
    });
    expect(answer.notDeclared).toEqual([
      "who reads the root mailbox",
      "the way of the root mail: interception, registrar, DNS, mail tenant (--mail)",
      "where the root password is kept",
      "where the MFA seed or device is kept",
    ]);
    expect(answer.classes).toEqual([{ leaf: "any-of:contact-write", members: ["arn:aws:iam::222222222222:role/ci"] }]);
  });

  test("the inventory names people, vaults and devices, and one person who holds both halves is one party", () => {
    const { answer, certain } = paths({
      inventory: inventory({
        mailboxes: { "root@CORP.example": { readers: ["ann", "bob"] } },
        repositories: { "acme/infra": { pushers: ["bob", "cyd"] } },
        phones: { "+15550100": { holders: ["dan"] } },
        vaults: { [id]: { password: "op", totp: "broker", custodians: ["eve"] } },
      }),
    });
    expect(certain).toEqual([
      "any-of:contact-write + mb:root@corp.example",
      "vault:broker + vault:op",
      "mb:root@corp.example + phone:+15550100",
      "mb:root@corp.example + vault:broker",
    ]);
    expect(answer.paths.map(({ parties }) => parties)).toEqual([
      { atLeast: 1, exact: true },
      { atLeast: 1, exact: true },
      { atLeast: 2, exact: true },
      { atLeast: 2, exact: true },
    ]);
    expect(answer.paths[0]?.leaves.map(({ who, cost }) => [who, cost])).toEqual([
      [["bob", "cyd"], "trivial"],
      [["ann", "bob"], "medium"],
    ]);
    expect(answer.notDeclared).toHaveLength(1);
  });

  test("an attestation over 180 days old counts as none", () => {
    const old = inventory({
      mailboxes: { "root@corp.example": { readers: [], attested: "2026-01-01" } },
      vaults: { [id]: { password: "op", attested: "2026-01-01" } },
    });
    expect(paths({ inventory: old }).certain).toHaveLength(2);
    expect(paths({ inventory: old }).answer.notDeclared).toHaveLength(4);
  });

  test("a mailbox that nobody reads is no leaf, and one vault for both halves is one leaf", () => {
    const locked = inventory({
      mailboxes: { "root@corp.example": { readers: [] } },
      vaults: { [id]: { password: "op", totp: "op" } },
    });
    expect(paths({ inventory: locked }).certain).toEqual(["vault:op"]);
  });

  test("a phone in nobody's hands is still possible, since its number can be moved", () => {
    const safe = inventory({ phones: { "+1 555 0100": { holders: [] } } });
    const { certain, possible } = paths({ inventory: safe, whoCan: known() });
    expect([certain, possible]).toEqual([[], ["mb:root@corp.example + phone:+15550100"]]);
  });

  test("unknown root flags make every path of a member possible, but not what works either way", () => {
    const { flags: _flags, ...blank } = member;
    const central: readonly Effect[] = [
      "org:email-start",
      "org:email-accept",
      "org:assume-root:create",
      "org:assume-root:delete",
    ];
    const { certain, possible } = paths({
      account: blank,
      whoCan: known(
        actor("ci", ["contact-write"]),
        actor("adm", central, { entrances: [{ kind: "sso", subject: "", cost: "medium" }] }),
      ),
    });
    expect(certain).toEqual(["any-of:org:assume-root:create,org:assume-root:delete,org:email-accept,org:email-start"]);
    expect(possible).toContain("mb:root@corp.example");
  });

  test("the password of a stand-alone account is there even when no flag was read", () => {
    const { flags: _flags, ...blank } = member;
    const alone = { ...organization, organization: is(null) };
    const account: AccountFacts = { ...blank, kind: "standalone", flags: { mfa: is(false) } };
    expect(paths({ account, organization: alone }).certain).toEqual(["mb:root@corp.example"]);
  });

  test("an active root key is certain, an inactive one nothing, one of unknown state possible", () => {
    const key = (active: boolean) => ({ id: "AKIA", active, createdAt: null, lastUsedAt: unseen("not-asked") });
    const withKeys = (keys: AccountFacts["keys"]) =>
      paths({ account: { ...member, flags: { ...member.flags, accessKeys: is(true) }, keys } });
    expect(withKeys(is([key(true)])).certain).toContain(`root-key:${id}`);
    expect(withKeys(is([key(false)])).possible).not.toContain(`root-key:${id}`);
    expect(withKeys(undefined).possible).toContain(`root-key:${id}`);
  });

  test("a certificate is possible and never certain", () => {
    const account: AccountFacts = {
      ...member,
      flags: { ...member.flags, certificates: is(true) },
      certificates: is([{ id: "C", active: true, uploadedAt: null }]),
    };
    expect(paths({ account }).possible).toEqual([`x509:${id}`]);
  });

  test("a hardware device is a leaf by its serial, a virtual one is not", () => {
    const device = (kind: "hardware" | "virtual", serial: string) => ({ kind, serial, enabledAt: null });
    const both = is([device("hardware", "GAHT1"), device("virtual", "arn:aws:iam::222222222222:mfa/x")]);
    const { certain } = paths({ account: { ...member, devices: both, devicesComplete: true } });
    expect(certain.filter((set) => set.includes("device:"))).toEqual(["device:GAHT1 + mb:root@corp.example"]);
  });

  test("declared devices stand in where AWS showed none", () => {
    const declared = inventory({ devices: { [id]: [{ kind: "hardware", place: "safe A" }] } });
    expect(paths({ inventory: declared }).certain.join()).toContain(`device:${id}/1`);
    const shown: AccountFacts = { ...member, devices: is([]), devicesComplete: true };
    expect(paths({ account: shown, inventory: declared }).certain.join()).not.toContain("device:");
  });
});

describe("what nobody could read", () => {
  const unread: WhoCan = { status: "unknown", why: "no-role", needs: "sts:AssumeRole", actors: [] };

  test("without IAM data sets that need a principal are possible, and anyone may be behind them", () => {
    const { answer, certain, possible } = paths({ whoCan: unread });
    expect(answer).toMatchObject({ status: "no-who-can", why: "no-role: sts:AssumeRole" });
    expect(certain).toEqual(["mb:root@corp.example + phone:+15550100"]);
    expect(possible).toContain("any-of:contact-write? + mb:root@corp.example");
    expect(possible).toContain("any-of:org?");
    const path = answer.paths.find(({ leaves }) => leaves.some((leaf) => leaf.id === "any-of:org?"));
    expect(path?.leaves[0]).toMatchObject({ kind: "principals", who: null });
  });

  test("a known principal that may write the contact does not hide those nobody read", () => {
    const may = actor("ci", ["contact-write"]);
    const grip = { certainty: "possible", through: [may.arn] } as const;
    const declared = inventory({ principals: { [may.arn]: ["bob"] } });
    const { answer } = paths({
      whoCan: { ...unread, actors: [{ ...may, effects: new Map([["contact-write", grip]]) }] },
      inventory: declared,
    });
    const leaf = answer.paths.flatMap(({ leaves }) => leaves).find(({ id }) => id === "any-of:contact-write?");
    expect(leaf).toMatchObject({ who: null, cost: "trivial" });
  });

  test("what was read of management is believed, and several unread parts of it are one leaf", () => {
    expect(paths({ whoCan: { ...unread, unread: [] } }).possible).not.toContain("any-of:org?");
    const part = (...names: readonly Effect[]) => ({ effects: names, why: "denied", needs: "x" }) as const;
    const parts = [
      part("org:policy-edit"),
      part("org:email-start", "org:email-accept"),
      part("org:assume-root:delete"),
    ];
    expect(paths({ whoCan: { ...known(), unread: parts } }).possible).toContain("any-of:org?");
  });

  test("whoever may register a delegate reaches the rest through any member's administrator, possibly", () => {
    const registrar = actor("registrar", ["org:delegate-register"]);
    expect(paths({ whoCan: known(registrar) }).possible).toContain(
      "any-of:member-admin? + any-of:org:delegate-register",
    );
    const whole = actor(
      "mgmt",
      effects.filter((effect) => effect.startsWith("org:")),
    );
    const { answer } = paths({ whoCan: known(whole) });
    expect(answer.paths.flatMap(({ leaves }) => leaves.map(({ id }) => id)).join()).not.toContain("member-admin");
    const limited = {
      ...whole,
      effects: new Map(
        [...whole.effects].map(([effect, grip]) => [
          effect,
          effect.startsWith("org:email-") ? { ...grip, domains: ["corp.example"] } : grip,
        ]),
      ),
    };
    const withLimit = situationOf({ ...base, whoCan: known(limited) }).leaves.map(({ id }) => id);
    expect(withLimit).toEqual(expect.arrayContaining(["any-of:member-admin?", "mb:*@corp.example"]));
  });

  test("unread management is told as such although the account itself was read", () => {
    const { answer, possible } = paths({
      whoCan: {
        ...known(),
        unread: [{ effects: ["org:contact-write"], why: "denied", needs: "iam:GetAccountAuthorizationDetails" }],
      },
    });
    expect(answer).toMatchObject({ status: "no-who-can", why: "denied: iam:GetAccountAuthorizationDetails" });
    expect(possible).toEqual(["any-of:org? + mb:root@corp.example"]);
  });

  test("the address and the number unread still leave a mailbox and a phone", () => {
    const { email: _email, contact: _contact, ...blind } = member;
    expect(paths({ account: blind, whoCan: known() }).certain).toEqual([`mb:of:${id} + phone:of:${id}`]);
  });

  test("outside the commercial partition nothing is certain", () => {
    const { answer, certain, possible } = paths({ partition: "aws-us-gov" });
    expect(answer).toMatchObject({
      status: "no-who-can",
      why: "not-observable: root sign-in in partition aws-us-gov",
      cheapest: null,
    });
    expect([certain.length, possible.length]).toEqual([0, 2]);
  });
});
