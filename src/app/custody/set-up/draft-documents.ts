// What a new deployment starts from: a roster without people and rules that three people can work with. Both are plain
// JSON that may be edited until the first founder signs.
import type { z } from "zod";
import { releasePolicySchema, type ReleaseRule } from "../../../domain/custody/documents/release-policy-document.ts";
import { rosterSchema } from "../../../domain/custody/documents/roster-document.ts";
import type { DeploymentWish } from "./deployment-wish.ts";
import { siteOf } from "./deployment-wish.ts";

const later = { type: true, nonce: true, at: true, version: true, previous: true } as const;

/** A roster without its people. */
export const draftRosterSchema = rosterSchema.omit({ ...later, persons: true });

/** A release policy before anybody signed it. */
export const draftPolicySchema = releasePolicySchema.omit(later);

/** A roster without its people; `groups` holds those besides `approvers`, which is everybody with that role. */
export type DraftRoster = Readonly<z.infer<typeof draftRosterSchema>>;

/** A release policy before anybody signed it. */
export type DraftPolicy = Readonly<z.infer<typeof draftPolicySchema>>;

/** The group of all approvers. */
export const approversGroup = "approvers";

const day = 86_400;
/** One person alone waits so long: the broker takes no less. */
const soloDelay = 600;

/** The public keys that a roster names besides those of people. */
export interface PublicKeys {
  readonly broker: { readonly spki: string; readonly doorSpki: string };
  readonly logKeys: { readonly gate: string; readonly broker: string };
}

/** The roster that people are added to. */
export function draftRoster(wish: DeploymentWish, { broker, logKeys }: PublicKeys): DraftRoster {
  return {
    deployment: wish.deployment,
    separation: wish.mode === "rehearsal" ? "none" : "users",
    sites: [siteOf(wish)],
    groups: [],
    broker,
    kitRecipients: {},
    logKeys,
    witnesses: { vkeys: [], min: 0 },
    quorum: { all: [{ group: approversGroup, min: needed(wish) }] },
  };
}

/**
 * The rules: the management account sealed until a quorum brings its shares, every other account standard. Where the
 * management account is named there is a courier, and members are reached by central root access too.
 */
export function draftPolicy(wish: DeploymentWish): DraftPolicy {
  const isSolo = wish.mode === "solo";
  const others: ReleaseRule = {
    name: "others",
    accounts: "others",
    all: [{ group: approversGroup, min: needed(wish) }],
    delaySeconds: isSolo ? soloDelay : 0,
    capabilities: wish.management === null ? ["code", "password"] : ["assume-root", "code", "password"],
    maxCodes: 3,
    window: 900,
    breakSeal: { allowed: false, delay: 1800 },
    sealed: [],
    rotateAfter: day,
    contactsWait: 2 * day,
  };
  if (wish.management === null) return { deployment: wish.deployment, rules: [others], solo: isSolo };
  // Nobody assumes root of the management account, and one person alone cannot hold a sealed vault.
  const management: ReleaseRule = {
    ...others,
    name: "management",
    accounts: [wish.management],
    capabilities: ["code", "password"],
    sealed: isSolo ? [] : ["P", "S"],
  };
  return { deployment: wish.deployment, rules: [management, others], solo: isSolo };
}

function needed({ mode }: DeploymentWish): number {
  return mode === "solo" ? 1 : 2;
}
