import * as fc from "fast-check";
import { type Gift, type Leaf, leafOf, type Slot } from "../../src/domain/takeover/leaf.ts";
import type { LeafKind } from "../../src/domain/takeover/answer.ts";
import type { Situation } from "../../src/domain/takeover/situation.ts";
import { type Certainty, type Effect, effects } from "../../src/domain/takeover/who-can.ts";

const tri = fc.constantFrom("yes", "no", "unknown");
const mostlyYes = fc.constantFrom("yes", "yes", "yes", "no", "unknown");
const wall = fc.constantFrom("none", "none", "none", "deny", "network", "unknown");
const ruling = fc.constantFrom("allowed", "allowed", "denied", "unknown");
const certainty: fc.Arbitrary<Certainty> = fc.constantFrom("certain", "certain", "certain", "possible");

function thing(kind: LeafKind, id: string, slots: readonly Slot[]): fc.Arbitrary<Leaf> {
  return fc.record({ certainty, who: fc.option(fc.subarray(["ann", "bob", "cyd"], { minLength: 1 })) }).map((each) =>
    leafOf({
      id,
      kind,
      cost: "medium",
      who: each.who,
      gives: slots.map((slot) => ({ slot, certainty: each.certainty })),
      words: id,
    }),
  );
}

const gift = (slot: Effect): fc.Arbitrary<Gift> =>
  fc
    .record({ certainty, limited: fc.constantFrom("", "", "", "a.example", "b.example"), spared: fc.boolean() })
    .map(({ certainty, limited, spared }) => ({
      slot,
      certainty,
      ...(slot.startsWith("org:email") && limited !== "" ? { domains: [limited] } : {}),
      ...(spared ? { spared } : {}),
    }));

/** A principal class: a few effects, or all of them. */
const principals = (name: string): fc.Arbitrary<Leaf> =>
  fc
    .oneof(
      fc.subarray([...effects], { minLength: 1, maxLength: 4 }),
      fc.constant(effects.filter((effect) => effect.startsWith("org:"))),
    )
    .chain((chosen) => fc.tuple(...chosen.map(gift)))
    .map((gives) =>
      leafOf({
        id: `any-of:${name}`,
        kind: "principals",
        cost: "low",
        who: null,
        gives,
        words: name,
        members: [`arn:aws:iam::222222222222:role/${name}`],
      }),
    );

const pool: readonly fc.Arbitrary<Leaf>[] = [
  thing("mailbox", "mb:root@corp.example", ["mailbox-reader"]),
  thing("interception", "intercept:corp.example", ["interception"]),
  thing("registrar", "registrar:corp.example", ["registrar"]),
  thing("phone", "phone:+15550100", ["phone"]),
  thing("password-vault", "vault:pwv", ["password-vault"]),
  thing("seed-vault", "vault:totp", ["seed-vault"]),
  thing("password-vault", "vault:both", ["password-vault", "seed-vault"]),
  thing("device", "device:GAHT1", ["device"]),
  thing("kit", "kit:one", ["kit"]),
  thing("root-key", "root-key:222222222222", ["root-key"]),
  thing("x509-key", "x509:222222222222", ["x509-key"]),
  thing("network", "network:vpc", ["network-rcp", "network-account"]),
  principals("p1"),
  principals("p2"),
  principals("p3"),
  principals("p4"),
  thing("principals", "any-of:member-admin", ["member-admin"]),
];

const inDomain = (domain: string): Leaf =>
  leafOf({
    id: `mb:*@${domain}`,
    kind: "mailbox",
    cost: "low",
    who: null,
    gives: [{ slot: "mailbox-in-domain", certainty: "certain", domains: [domain] }],
    words: `any mailbox in ${domain}`,
  });

/** Any account with at most `most` leaves. */
export const anySituation = (most: number): fc.Arbitrary<Situation> =>
  fc
    .record({
      kind: fc.constantFrom("member", "member", "member", "management", "standalone"),
      atBest: fc.constantFrom("certain", "certain", "certain", "certain", "possible"),
      flags: fc.record({ password: tri, mfa: tri, keys: tri, x509: tri }),
      allFeatures: mostlyYes,
      trustedAccess: fc.record({ account: mostlyYes, iam: mostlyYes }),
      features: fc.record({ credentials: mostlyYes, sessions: tri }),
      wall: fc.record({ rcp: wall, account: wall }),
      centralSessions: fc.record({
        createLoginProfile: ruling,
        deactivateMfa: ruling,
        unlockBucket: ruling,
        unlockQueue: ruling,
      }),
      leaves: fc
        .shuffledSubarray([...pool], { minLength: Math.min(4, most - 2), maxLength: most - 2 })
        .chain((chosen) => fc.tuple(...chosen)),
    })
    .map((facts): Situation => {
      const domains = new Set(facts.leaves.flatMap(({ gives }) => gives.flatMap((each) => each.domains ?? [])));
      const password = facts.kind === "member" ? facts.flags.password : "yes";
      return {
        ...facts,
        flags: { ...facts.flags, password },
        account: "222222222222",
        rootDenied: "no",
        leaves: [...facts.leaves, ...[...domains].sort().map(inDomain)],
        notDeclared: [],
        blind: null,
      };
    });
