import { describe, expect, test } from "vitest";
import { instantOfMillis } from "../../core/instant.ts";
import { emptyInventory, type Inventory, inventorySchema } from "../../inventory/inventory.ts";
import type { Actor, Certainty, Effect, Entrance, Grip } from "../who-can.ts";
import { peopleBehind, repositoryOf } from "./people-behind.ts";
import { principalClasses } from "./principal-classes.ts";

const id = "222222222222";
const now = instantOfMillis(Date.parse("2026-10-01T00:00:00Z"));
const key: Entrance = { kind: "access-key", subject: "", cost: "low" };
const sso: Entrance = { kind: "sso", subject: "", cost: "medium" };
const pusher: Entrance = { kind: "oidc", subject: "repo:acme/infra:ref:refs/heads/main", cost: "trivial" };

function actor(name: string, grips: Readonly<Partial<Record<Effect, Certainty>>>, extra: Partial<Actor> = {}): Actor {
  const arn = `arn:aws:iam::${extra.account ?? id}:role/${name}`;
  const effects = new Map(
    Object.entries(grips).map(([effect, certainty]) => [effect as Effect, { certainty, through: [arn] }]),
  );
  return { arn, account: id, effects, entrances: [sso], ...extra };
}

function limited(one: Actor, limit: Pick<Grip, "domains" | "beyond">): Actor {
  return { ...one, effects: new Map([...one.effects].map(([effect, grip]) => [effect, { ...grip, ...limit }])) };
}

function classes(actors: readonly Actor[], inventory: Inventory = emptyInventory) {
  return principalClasses({ account: id, actors, inventory, now });
}

describe("grouping principals", () => {
  test("equal effects make one leaf, more effects another, possible ones another still", () => {
    const made = classes([
      actor("a", { "contact-write": "certain" }),
      actor("b", { "contact-write": "certain" }),
      actor("c", { "contact-write": "certain", "leave-org": "certain" }),
      actor("d", { "contact-write": "possible" }),
      actor("e", {}),
    ]);
    expect(made.map((leaf) => [leaf.id, leaf.members?.length])).toEqual([
      ["any-of:contact-write", 2],
      ["any-of:contact-write,leave-org", 1],
      ["any-of:contact-write?", 1],
    ]);
  });

  test("a class costs what its cheapest member costs and is told by that member", () => {
    const [leaf] = classes([
      actor("human", { "contact-write": "certain" }),
      actor("ci", { "contact-write": "certain" }, { entrances: [sso, pusher] }),
      actor("bot", { "contact-write": "certain" }, { entrances: [key] }),
    ]);
    expect(leaf?.cost).toBe("trivial");
    expect(leaf?.words).toBe("role/ci (any pusher of acme/infra) or 2 others");
  });

  test("who holds a class is the union of its members' people, or unknown as soon as one is", () => {
    const inventory = inventorySchema.parse({
      principals: { [`arn:aws:iam::${id}:role/a`]: ["ann"], [`arn:aws:iam::${id}:role/b`]: ["bob", "ann"] },
    });
    const a = actor("a", { "contact-write": "certain" });
    const b = actor("b", { "contact-write": "certain" });
    expect(classes([a, b], inventory)[0]?.who).toEqual(["ann", "bob"]);
    expect(classes([a, b, actor("c", { "contact-write": "certain" })], inventory)[0]?.who).toBeNull();
  });

  test("declared writers stand apart, so that a guard can spare them", () => {
    const inventory = inventorySchema.parse({ declared: { contactWriters: [`arn:aws:iam::*:role/contacts-*`] } });
    const made = classes(
      [actor("contacts-prod", { "contact-write": "certain" }), actor("ci", { "contact-write": "certain" })],
      inventory,
    );
    expect(made.map((leaf) => leaf.id)).toEqual(["any-of:contact-write!", "any-of:contact-write"]);
  });

  test("a grant limited to mail domains is another class", () => {
    const made = classes([
      limited(actor("a", { "org:email-start": "certain" }), { domains: ["corp.example"] }),
      actor("b", { "org:email-start": "certain" }),
    ]);
    expect(made.map((leaf) => leaf.id)).toEqual(["any-of:org:email-start@corp.example", "any-of:org:email-start"]);
  });

  test("each half of a move has its own limit", () => {
    const starter = limited(actor("a", { "org:email-start": "certain" }), { domains: ["corp.example"] });
    const free = actor("a", { "org:email-accept": "certain" });
    const [leaf] = classes([{ ...free, effects: new Map([...starter.effects, ...free.effects]) }]);
    expect(leaf?.id).toBe("any-of:org:email-accept,org:email-start@corp.example");
  });

  test("a certain move to named domains keeps the possible one to others, or to any", () => {
    const one = actor("a", { "org:email-start": "certain" });
    const made = classes([
      limited(one, { domains: ["corp.example"], beyond: { why: "a key" } }),
      limited(one, { domains: ["corp.example"], beyond: { why: "a key", domains: ["x.example"] } }),
    ]);
    expect(made.map((leaf) => leaf.id)).toEqual([
      "any-of:org:email-start?,org:email-start@corp.example",
      "any-of:org:email-start@corp.example,org:email-start@x.example?",
    ]);
  });

  test("a principal of another account and the roles on its way are named", () => {
    const far = "arn:aws:iam::333333333333:role/ops";
    const through = [far, `arn:aws:iam::${id}:role/admin`];
    const [leaf] = classes([
      {
        arn: far,
        account: "333333333333",
        effects: new Map([["contact-write", { certainty: "certain", through }]]),
        entrances: [key],
      },
    ]);
    expect(leaf?.words).toBe("role/ops in 333333333333 (its access key), by way of role/admin");
  });
});

describe("people behind a principal", () => {
  const inventory = inventorySchema.parse({
    repositories: { "acme/infra": { pushers: ["bob"] }, "acme/old": { pushers: ["eve"], attested: "2026-01-01" } },
    principals: { [`arn:aws:iam::${id}:role/declared`]: ["ann"] },
  });
  const people = (entrances: readonly Entrance[], name = "x") =>
    peopleBehind(actor(name, { "contact-write": "certain" }, { entrances }), inventory, now);

  test("pushers of the repository that its trust names", () => {
    expect(people([pusher])).toEqual(["bob"]);
  });

  test("a second entrance that leads to nobody declared makes them unknown", () => {
    expect(people([pusher, key])).toBeNull();
  });

  test("a declaration for the ARN covers every entrance, and pushers are added", () => {
    expect(people([key, pusher], "declared")).toEqual(["ann", "bob"]);
  });

  test("a stale or missing declaration is none", () => {
    expect(people([{ ...pusher, subject: "repo:acme/old:*" }])).toBeNull();
    expect(people([{ ...pusher, subject: "repo:acme/new:*" }])).toBeNull();
  });

  test.each([
    ["repo:acme/infra:*", "acme/infra"],
    ["repo:acme/infra:ref:refs/heads/main", "acme/infra"],
    ["project_path:acme/sub/infra:ref_type:branch:ref:main", "acme/sub/infra"],
    ["repo:acme/*:*", null],
    ["repo:acme/infra*", null],
    ["repo:*", null],
    ["*", null],
    ["system:serviceaccount:ns:name", null],
  ])("%s names %s", (subject, repository) => {
    expect(repositoryOf(subject)).toBe(repository);
  });
});
