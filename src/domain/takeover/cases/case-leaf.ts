import { type Gift, giftText, type Leaf, leafOf } from "../leaf.ts";
import type { Effect } from "../who-can.ts";

/** A leaf with the short name that the expected sets use. */
export interface CaseLeaf {
  readonly name: string;
  readonly leaf: Leaf;
}

const sure = (slot: Gift["slot"]): Gift => ({ slot, certainty: "certain" });

/** The account that management and its principals live in. */
export const managementId = "111111111111";

/** Readers of a root mailbox; its short name is the local part (with `@` for a shared one). */
export function mailbox(name: string, address: string, who: readonly string[] | null = null): CaseLeaf {
  const id = `mb:${address}`;
  return {
    name,
    leaf: leafOf({ id, kind: "mailbox", cost: "low", who, gives: [sure("mailbox-reader")], words: address }),
  };
}

/** The phone on record. */
export const phone: CaseLeaf = {
  name: "phone",
  leaf: leafOf({
    id: "phone:+15550100",
    kind: "phone",
    cost: "medium",
    who: null,
    gives: [sure("phone")],
    words: "+15550100",
  }),
};

/** A hardware MFA device, `hw`. */
export const hw: CaseLeaf = {
  name: "hw",
  leaf: leafOf({
    id: "device:GAHT12345678",
    kind: "device",
    cost: "insider",
    who: null,
    gives: [sure("device")],
    words: "the MFA device GAHT12345678",
  }),
};

/** A vault that holds the password, the seed, or both. */
export function vault(name: string, holds: readonly ("password-vault" | "seed-vault")[]): CaseLeaf {
  const kind = holds[0] ?? "password-vault";
  const gives = holds.map(sure);
  return {
    name,
    leaf: leafOf({ id: `vault:${name}`, kind, cost: "high", who: null, gives, words: `the vault ${name}` }),
  };
}

/** The password vault. */
export const pwv = vault("pwv", ["password-vault"]);

/** The seed vault. */
export const totp = vault("totp", ["seed-vault"]);

/** Plain-text mail read on its way. */
export const intercept: CaseLeaf = {
  name: "intercept",
  leaf: leafOf({
    id: "intercept:corp.example",
    kind: "interception",
    cost: "high",
    who: null,
    gives: [sure("interception")],
    words: "corp.example (in plain text)",
  }),
};

/** A place inside the network that a wall lets in. */
export const net: CaseLeaf = {
  name: "net",
  leaf: leafOf({
    id: "network:203.0.113.0/24",
    kind: "network",
    cost: "medium",
    who: null,
    gives: [sure("network-account")],
    words: "the network 203.0.113.0/24",
  }),
};

/** An active root access key. */
export function rootKey(account: string): CaseLeaf {
  return {
    name: "rootkey",
    leaf: leafOf({
      id: `root-key:${account}`,
      kind: "root-key",
      cost: "low",
      who: null,
      gives: [sure("root-key")],
      words: `the root access key of ${account}`,
    }),
  };
}

/** A class with one principal, `role/<name>`, and these effects. */
export function role(
  name: string,
  account: string,
  effects: readonly Effect[],
  who: readonly string[] | null = null,
): CaseLeaf {
  const gives = effects.map(sure);
  const key = gives.map(giftText).sort().join(",");
  return {
    name,
    leaf: leafOf({
      id: `any-of:${key}`,
      kind: "principals",
      cost: name === "ci" ? "trivial" : "medium",
      who,
      gives,
      words: `role/${name}`,
      members: [`arn:aws:iam::${account}:role/${name}`],
    }),
  };
}

/** Everything a principal of management can do to a member. */
export const centralPowers: readonly Effect[] = [
  "org:assume-root:audit",
  "org:assume-root:delete",
  "org:assume-root:create",
  "org:assume-root:s3",
  "org:assume-root:sqs",
  "org:email-start",
  "org:email-accept",
  "org:contact-write",
  "org:feature-enable",
  "org:trusted-access-enable",
  "org:policy-edit",
  "org:wall-off",
  "org:delegate-register",
];

/** The class `mgmt`: all effects, or those given. */
export function mgmt(effects: readonly Effect[] = centralPowers): CaseLeaf {
  return role("mgmt", managementId, effects);
}
