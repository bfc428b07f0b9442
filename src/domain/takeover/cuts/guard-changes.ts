import type { Slot } from "../leaf.ts";
import type { Shape } from "../shape.ts";
import { type Change, withGifts, withoutGifts } from "./change.ts";

// Organization policies reach members, and only in an organization with all features.
const isGuardable = (shape: Shape) => shape.kind === "member" && shape.allFeatures !== "no";

// Turns an effect into one that only the SCP denies: it comes back where the SCP can be taken off.
function bindByScp(shape: Shape, slot: Slot, bound: Slot): Shape {
  if (!isGuardable(shape)) return shape;
  return withGifts(shape, [slot], (gift) => (gift.spared === true ? gift : { ...gift, slot: bound }));
}

/** Changes made by policies: SCPs, RCPs, sign-in policies, identity policies. */
export const guardChanges: readonly Change[] = [
  {
    id: "P1",
    title: "SCP: deny contact writes to members",
    weight: 2,
    apply: (shape) => bindByScp(shape, "contact-write", "contact-write-but-scp"),
  },
  {
    id: "P2",
    title: "SCP for delegates and boundary for management: e-mail moves and AssumeRoot only for declared roles",
    weight: 3,
    apply: (shape) =>
      withoutGifts(shape, [
        "org:email-start",
        "org:email-accept",
        "org:assume-root:audit",
        "org:assume-root:create",
        "org:assume-root:delete",
        "org:assume-root:s3",
        "org:assume-root:sqs",
        "org:delegate-register",
      ]),
  },
  {
    id: "P3",
    title: "SCP: deny leaving the organization",
    weight: 1,
    apply: (shape) => (isGuardable(shape) ? withoutGifts(shape, ["leave-org"]) : shape),
  },
  {
    id: "P4",
    title: "SCP: deny iam:CreateLoginProfile to central root sessions",
    weight: 3,
    apply: (shape) =>
      isGuardable(shape) && shape.centralSessions.createLoginProfile !== "denied"
        ? { ...shape, centralSessions: { ...shape.centralSessions, createLoginProfile: "denied" } }
        : shape,
  },
  {
    id: "P5",
    title: "SCP: protect the sign-in configuration of members",
    weight: 2,
    apply: (shape) => bindByScp(shape, "wall-off", "wall-off-but-scp"),
  },
  {
    id: "P6",
    title: "RCP: refuse root at the sign-in page",
    weight: 30,
    apply: (shape) =>
      isGuardable(shape) && shape.wall.rcp !== "deny" ? { ...shape, wall: { ...shape.wall, rcp: "deny" } } : shape,
  },
  {
    id: "P7",
    title: "Sign-in policy of the account: refuse root at the sign-in page",
    weight: 30,
    apply: (shape) =>
      shape.kind !== "member" && shape.wall.account !== "deny"
        ? { ...shape, wall: { ...shape.wall, account: "deny" } }
        : shape,
  },
  {
    id: "deny-central-contact-write",
    title: "Take central contact writes from undeclared principals of management and delegates",
    weight: 3,
    apply: (shape) => withoutGifts(shape, ["org:contact-write"]),
  },
  {
    id: "deny-contact-write",
    title: "Take contact writes out of the identity policies of the account",
    weight: 2,
    apply: (shape) => withoutGifts(shape, ["contact-write", "contact-write-but-scp"]),
  },
  {
    id: "deny-feature-enable",
    title: "Take the turning on of central root access from undeclared principals of management",
    weight: 3,
    apply: (shape) => withoutGifts(shape, ["org:feature-enable", "org:trusted-access-enable"]),
  },
  {
    id: "deny-policy-edit",
    title: "Take the editing of guard policies from undeclared principals of management",
    weight: 4,
    apply: (shape) => withoutGifts(shape, ["org:policy-edit", "org:wall-off"]),
  },
  {
    id: "deny-wall-off",
    title: "Take the deleting of the sign-in configuration out of the identity policies of the account",
    weight: 2,
    apply: (shape) => withoutGifts(shape, ["wall-off", "wall-off-but-scp"]),
  },
];
