import { costRank } from "../../core/cost.ts";
import { type Fact, isSeen } from "../../core/fact.ts";
import type { Instant } from "../../core/instant.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { AccountFacts, AccountKind } from "../../snapshot/account-facts.ts";
import type { MailFacts } from "../../snapshot/mail-facts.ts";
import type { OrganizationFacts } from "../../snapshot/organization-facts.ts";
import type { GuardFacts, Tri } from "../guard-facts.ts";
import { giftText, type Leaf, leafOf } from "../leaf.ts";
import { centralEffects } from "../rules/central-principals.ts";
import type { Situation } from "../situation.ts";
import type { WhoCan } from "../who-can.ts";
import { type Kit, keptLeaves } from "./kept-leaves.ts";
import { type LeafCosts, leafCosts } from "./leaf-costs.ts";
import { mailboxLeaves } from "./mailbox-leaves.ts";
import { principalClasses } from "./principal-classes.ts";
import { rootFlags } from "./root-flags.ts";
import { concernsKind, unreadPrincipals } from "./unread-principals.ts";

/** Everything known about one account and what stands around it. */
export interface SituationInput {
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly account: AccountFacts;
  readonly organization: OrganizationFacts;
  readonly inventory: Inventory;
  /** Null without `--mail`. */
  readonly mail: MailFacts | null;
  readonly whoCan: WhoCan;
  readonly guards: GuardFacts;
  readonly now: Instant;
  readonly kits?: readonly Kit[] | undefined;
  readonly costs?: Partial<LeafCosts> | undefined;
}

/** The situation of one account, from a snapshot, an inventory, the policy engine's answers and the moment. */
export function situationOf(input: SituationInput): Situation {
  const { account, organization, whoCan, guards, inventory, now } = input;
  const costs = { ...leafCosts, ...input.costs };
  const flags = rootFlags(account);
  const mailbox = mailboxLeaves({ ...input, costs });
  const kept = keptLeaves({ account, inventory, kits: input.kits ?? [], now, costs });
  const leaves = distinct([...mailbox.leaves, ...kept, ...networkLeaves(input, costs), ...principals(input, costs)]);
  const has = (slots: readonly string[]) => leaves.some(({ gives }) => gives.some(({ slot }) => slots.includes(slot)));
  return {
    account: account.id,
    kind: account.kind,
    // How root signs in outside the commercial partition is not established.
    atBest: input.partition === "aws" ? "certain" : "possible",
    flags,
    allFeatures: allFeatures(organization),
    trustedAccess: {
      account: listed(organization.trustedAccess, "account.amazonaws.com"),
      iam: listed(organization.trustedAccess, "iam.amazonaws.com"),
    },
    features: {
      credentials: listed(organization.rootFeatures, "RootCredentialsManagement"),
      sessions: listed(organization.rootFeatures, "RootSessions"),
    },
    // An RCP never reaches what belongs to management, and no organization policy a stand-alone account.
    wall: { rcp: account.kind === "member" ? guards.wall.rcp : "none", account: guards.wall.account },
    centralSessions: guards.centralSessions,
    rootDenied: account.kind === "member" ? guards.rootDenied : "no",
    leaves,
    notDeclared: [
      ...mailbox.notDeclared,
      ...(flags.password !== "no" && !has(["password-vault"]) ? ["where the root password is kept"] : []),
      ...(flags.mfa !== "no" && !has(["seed-vault", "device", "kit"]) ? ["where the MFA seed or device is kept"] : []),
    ],
    blind: blindness(input.partition, whoCan, account.kind),
  };
}

function principals(input: SituationInput, costs: LeafCosts): readonly Leaf[] {
  const { account, whoCan, inventory, now } = input;
  const classes = principalClasses({ account: account.id, actors: whoCan.actors, inventory, now });
  const all = [...classes, ...unreadPrincipals(whoCan, account.kind)];
  if (account.kind !== "member") return all;
  const gifts = all.flatMap(({ gives }) => gives);
  const domains = new Set(gifts.flatMap((gift) => gift.domains ?? []));
  // A registrar of delegates who lacks some central power reaches it through the admin of any member.
  const registers = all.some(
    ({ gives }) =>
      gives.some(({ slot }) => slot === "org:delegate-register") &&
      !centralEffects.every((effect) =>
        gives.some(
          ({ slot, certainty, domains: limit }) => slot === effect && certainty === "certain" && limit === undefined,
        ),
      ),
  );
  return [
    ...all,
    ...[...domains].sort().map((domain) =>
      leafOf({
        id: `mb:*@${domain}`,
        kind: "mailbox",
        cost: costs.mailboxLoose,
        who: null,
        gives: [{ slot: "mailbox-in-domain", certainty: "certain", domains: [domain] }],
        words: `any mailbox in ${domain}`,
      }),
    ),
    ...(registers
      ? [
          leafOf({
            id: "any-of:member-admin?",
            kind: "principals",
            cost: "low",
            who: null,
            gives: [{ slot: "member-admin", certainty: "possible" }],
            words: "an administrator of any member account",
            members: [],
          }),
        ]
      : []),
  ];
}

function networkLeaves({ account, guards }: SituationInput, costs: LeafCosts): readonly Leaf[] {
  const leaf = (slot: "network-rcp" | "network-account", names: readonly string[], fallback: string) => {
    const text = names.length === 0 ? fallback : [...names].sort().join(", ");
    return leafOf({
      id: `network:${text}`,
      kind: "network",
      cost: costs.network,
      who: null,
      gives: [{ slot, certainty: "certain" }],
      words: names.length === 0 ? "the allowed network" : `the network ${text}`,
    });
  };
  const { wall, networks } = guards;
  return [
    ...(account.kind === "member" && wall.rcp === "network"
      ? [leaf("network-rcp", networks?.rcp ?? [], "of the organization")]
      : []),
    ...(wall.account === "network" ? [leaf("network-account", networks?.account ?? [], `of ${account.id}`)] : []),
  ];
}

// Leaves of equal id are one thing with the gifts of both. Where one may be anyone's, so may the whole.
function distinct(leaves: readonly Leaf[]): readonly Leaf[] {
  const byId = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const known = byId.get(leaf.id);
    byId.set(leaf.id, known === undefined ? leaf : merged(known, leaf));
  }
  return [...byId.values()];
}

function merged(one: Leaf, two: Leaf): Leaf {
  const gives = new Map([...one.gives, ...two.gives].map((gift) => [giftText(gift), gift]));
  const who = one.who === null || two.who === null ? null : [...new Set([...one.who, ...two.who])].sort();
  const cost = costRank(two.cost) < costRank(one.cost) ? two.cost : one.cost;
  return leafOf({ ...one, gives: [...gives.values()], who, cost });
}

function listed(fact: Fact<readonly string[]>, name: string): Tri {
  return isSeen(fact) ? (fact.value.includes(name) ? "yes" : "no") : "unknown";
}

function allFeatures({ organization }: OrganizationFacts): Tri {
  if (!isSeen(organization)) return "unknown";
  return organization.value?.featureSet === "ALL" ? "yes" : "no";
}

function blindness(partition: string, whoCan: WhoCan, kind: AccountKind): string | null {
  if (partition !== "aws") return `not-observable: root sign-in in partition ${partition}`;
  if (whoCan.status === "unknown") return `${whoCan.why}: ${whoCan.needs}`;
  const unread = whoCan.unread?.find(({ effects }) => effects.some((effect) => concernsKind(effect, kind)));
  return unread === undefined ? null : `${unread.why}: ${unread.needs}`;
}
