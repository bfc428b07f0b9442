import type { Gift } from "../leaf.ts";
import type { Shape } from "../shape.ts";
import { type Change, weakenGifts, withGifts, withoutGifts } from "./change.ts";

/** Changes made to credentials, mailboxes, phones and vaults. */
export const custodyChanges: readonly Change[] = [
  {
    id: "delete-root-credentials",
    title: "Turn on central root access and delete the member's root credentials",
    weight: 4,
    apply: deleteRootCredentials,
  },
  {
    id: "delete-root-key",
    title: "Delete the root access keys",
    weight: 1,
    apply: (shape) => (shape.flags.keys === "no" ? shape : { ...shape, flags: { ...shape.flags, keys: "no" } }),
  },
  {
    id: "delete-x509",
    title: "Delete the X.509 signing certificates of root",
    weight: 1,
    apply: (shape) => (shape.flags.x509 === "no" ? shape : { ...shape, flags: { ...shape.flags, x509: "no" } }),
  },
  {
    id: "lock-domain",
    title: "Lock registration and DNS of the mail domain behind two persons, and keep it registered",
    weight: 5,
    apply: (shape) => withoutGifts(shape, ["registrar", "dns"]),
  },
  {
    id: "lock-mailbox",
    title: "Lock the root mailbox: no person or group reads it without approval",
    weight: 5,
    apply: (shape) => withoutGifts(shape, ["mailbox-reader"]),
  },
  {
    id: "lock-mail-tenant",
    title: "Put administrators of the mail tenant behind two persons",
    weight: 5,
    apply: (shape) => withoutGifts(shape, ["mail-tenant"]),
  },
  {
    id: "mta-sts",
    title: "TLS on every MX, and MTA-STS in mode enforce",
    weight: 3,
    // Whether AWS's senders honour it is not known, so the way stays possible.
    apply: (shape) => weakenGifts(shape, ["interception"]),
  },
  {
    id: "phone-in-safe",
    title: "Put the phone on record in a safe, with a SIM that nobody can move",
    weight: 5,
    apply: (shape) => withoutGifts(shape, ["phone"]),
  },
  {
    id: "segregate-device",
    title: "Put the hardware device where it takes two persons to reach it",
    weight: 20,
    apply: (shape) => withoutGifts(shape, ["device"]),
  },
  {
    id: "segregate-pw",
    title: "Put the root password where it takes an approval by others to read it",
    weight: 20,
    apply: (shape) => withoutGifts(shape, ["password-vault"]),
  },
  {
    id: "segregate-totp",
    title: "Put the MFA seed where nobody reads it and each code takes an approval by others",
    weight: 20,
    apply: (shape) => withoutGifts(shape, ["seed-vault"]),
  },
  {
    id: "split-vault",
    title: "Keep password and MFA seed in two vaults that share no key",
    weight: 10,
    apply: splitVault,
  },
];

function deleteRootCredentials(shape: Shape): Shape {
  const { flags, features } = shape;
  if (shape.kind !== "member" || shape.allFeatures === "no") return shape;
  if (Object.values(flags).every((flag) => flag === "no") && features.credentials === "yes") return shape;
  return {
    ...shape,
    flags: { password: "no", mfa: "no", keys: "no", x509: "no" },
    features: { ...features, credentials: "yes" },
    trustedAccess: { ...shape.trustedAccess, iam: "yes" },
  };
}

// The seed moves into a leaf of its own, appended so that every other leaf keeps its place.
function splitVault(shape: Shape): Shape {
  const isPassword = (gift: Gift) => gift.slot === "password-vault";
  const seeds = shape.leaves.flatMap(({ gives }) =>
    gives.some(isPassword) ? gives.filter((gift) => gift.slot === "seed-vault") : [],
  );
  const bare = withGifts(shape, ["seed-vault"], (gift, leaf) => (leaf.gives.some(isPassword) ? null : gift));
  return seeds.length === 0 ? shape : { ...bare, leaves: [...bare.leaves, { gives: seeds }] };
}
