import { emptyInventory } from "../../src/domain/inventory/inventory.ts";
import { instantOfMillis } from "../../src/domain/core/instant.ts";
import { noGuards } from "../../src/domain/takeover/guard-facts.ts";
import { type Leaf, leafOf, type Slot } from "../../src/domain/takeover/leaf.ts";
import { principalClasses, principalLeaves } from "../../src/domain/takeover/read/principal-classes.ts";
import type { LeafKind } from "../../src/domain/takeover/answer.ts";
import type { Situation } from "../../src/domain/takeover/situation.ts";
import { type Actor, type Effect, effects, type Grip } from "../../src/domain/takeover/who-can.ts";

/** How many accounts the counts are about. */
export const fleetSize = 5_000;

const now = instantOfMillis(1_790_000_000_000);
const sure = (names: readonly Effect[], arn: string): ReadonlyMap<Effect, Grip> =>
  new Map(names.map((effect) => [effect, { certainty: "certain", through: [arn] }]));

function actor(account: string, name: string, names: readonly Effect[]): Actor {
  const arn = `arn:aws:iam::${account}:role/${name}`;
  return { arn, account, effects: sure(names, arn), entrances: [{ kind: "sso", subject: "", cost: "medium" }] };
}

const mgmt = actor(
  "999999999999",
  "mgmt",
  effects.filter((effect) => effect.startsWith("org:")),
);

function leaf(kind: LeafKind, id: string, slot: Slot): Leaf {
  return leafOf({ id, kind, cost: "medium", who: null, gives: [{ slot, certainty: "certain" }], words: id });
}

/**
 * Member `i`: a password unless i mod 3 = 0, MFA unless i mod 7 = 0; a mailbox, a phone, management with all effects, and
 * 40 principals that may write the contact, grouped or each a leaf of its own.
 */
export function fleetMember(i: number, isGrouped: boolean): Situation {
  const account = String(100_000_000_000 + i);
  const writers = Array.from({ length: 40 }, (_each, at) => actor(account, `w${at}`, ["contact-write"]));
  const input = { account, actors: [mgmt, ...writers], inventory: emptyInventory, now };
  return {
    account,
    kind: "member",
    atBest: "certain",
    flags: { password: i % 3 === 0 ? "no" : "yes", mfa: i % 7 === 0 ? "no" : "yes", keys: "no", x509: "no" },
    allFeatures: "yes",
    trustedAccess: { account: "yes", iam: "yes" },
    features: { credentials: "yes", sessions: "yes" },
    wall: noGuards.wall,
    centralSessions: noGuards.centralSessions,
    rootDenied: "no",
    leaves: [
      leaf("mailbox", `mb:root+${i}@corp.example`, "mailbox-reader"),
      leaf("phone", `phone:+1555${i}`, "phone"),
      ...(isGrouped ? principalClasses(input) : principalLeaves(input)),
    ],
    notDeclared: [],
    blind: null,
  };
}
