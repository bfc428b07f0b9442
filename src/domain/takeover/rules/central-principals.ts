import { certaintyOf, inference, type Inference, perGiver, type Rule } from "../rule.ts";
import type { Givers, Shape } from "../shape.ts";

const central = {
  "org:email-start": "start moving the root e-mail to a mailbox of your own through {leaf}",
  "org:email-accept": "accept the new root e-mail with the code sent to your mailbox, through {leaf}",
  "org:contact-write": "change the phone on record to your own, centrally, through {leaf}",
  "org:assume-root:create": "allow root password recovery through {leaf} (AssumeRoot, CreateLoginProfile)",
  "org:assume-root:delete": "remove the root user's MFA devices through {leaf} (AssumeRoot, delete task)",
  "org:assume-root:s3": "unlock the bucket policy through {leaf} (AssumeRoot, S3 task)",
  "org:assume-root:sqs": "unlock the queue policy through {leaf} (AssumeRoot, SQS task)",
} as const;

/** The effects that only a call from management or a delegate has, as far as rules use them. */
export const centralEffects = Object.keys(central) as readonly (keyof typeof central)[];

/** R18: who holds the central powers, and whether they are turned on or can be. */
export const centralPrincipals: Rule = {
  id: "R18",
  title: "Act from management or a delegate",
  basis: "documented",
  why: "Central calls need a principal of management or of a delegated administrator, trusted access, and for AssumeRoot the feature. Whoever may turn these on counts as if they were on; whoever may register a delegate reaches them through any member.",
  infer: (shape, givers) => {
    if (shape.kind !== "member") return [];
    return [
      ...centralEffects.flatMap((effect) => holders(effect, givers)),
      ...access("account", shape, givers),
      ...access("iam", shape, givers),
      ...feature("credentials", shape, givers),
      ...feature("sessions", shape, givers),
      ...perGiver("R18", givers("member-admin"), { head: "member-admin", tell: "act as {leaf}" }),
    ];
  },
};

function holders(effect: keyof typeof central, givers: Givers): readonly Inference[] {
  const head = `holds:${effect}` as const;
  const direct = givers(effect).filter(({ gift }) => gift.domains === undefined);
  const registrars = givers("member-admin").length === 0 ? [] : givers("org:delegate-register");
  return [
    ...perGiver("R18", direct, { head, tell: central[effect] }),
    ...perGiver("R18", registrars, {
      head,
      needs: ["member-admin"],
      certainty: "possible",
      tell: "register that member as delegated administrator through {leaf}, and act from it",
    }),
  ];
}

function access(service: "account" | "iam", shape: Shape, givers: Givers): readonly Inference[] {
  const head = `trusted-access:${service}` as const;
  const on = certaintyOf(shape.trustedAccess[service]);
  const base = on === null ? [] : [inference("R18", { head, certainty: on })];
  const can = certaintyOf(shape.allFeatures);
  if (on === "certain" || can === null) return base;
  const tell = `turn on trusted access for ${service}.amazonaws.com through {leaf}`;
  return [...base, ...perGiver("R18", givers("org:trusted-access-enable"), { head, certainty: can, tell })];
}

function feature(name: "credentials" | "sessions", shape: Shape, givers: Givers): readonly Inference[] {
  const head = `feature-on:${name}` as const;
  const on = certaintyOf(shape.features[name]);
  const base = on === null ? [] : [inference("R18", { head, certainty: on })];
  const can = certaintyOf(shape.allFeatures);
  if (on === "certain" || can === null) return base;
  // Without trusted access AWS hides which features are on; with it they are back as they were.
  const hidden =
    shape.trustedAccess.iam === "yes"
      ? []
      : [inference("R18", { head, needs: ["trusted-access:iam"], certainty: "possible" })];
  const word = name === "credentials" ? "central root credentials" : "central root sessions";
  return [
    ...base,
    ...hidden,
    ...perGiver("R18", givers("org:feature-enable"), {
      head,
      needs: ["trusted-access:iam"],
      certainty: can,
      tell: `turn on ${word} through {leaf}`,
    }),
  ];
}
