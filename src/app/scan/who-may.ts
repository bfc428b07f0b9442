import { isSeen } from "../../domain/core/fact.ts";
import type { Danger, NamedActor, WhoMay } from "../../domain/posture/path-answers.ts";
import type { OrganizationFacts } from "../../domain/snapshot/organization-facts.ts";
import type { Actor, Effect, Grip, UnreadEffects, WhoCan } from "../../domain/takeover/who-can.ts";

/** What switches a central power on, and the effects that can do it. */
interface Switch {
  readonly isOff: (facts: OrganizationFacts) => boolean;
  readonly turnedOnBy: Effect;
  readonly name: string;
}

interface Power {
  readonly effect: Effect;
  readonly switches: readonly Switch[];
}

const accountAccess: Switch = {
  isOff: ({ trustedAccess }) => isSeen(trustedAccess) && !trustedAccess.value.includes("account.amazonaws.com"),
  turnedOnBy: "org:trusted-access-enable",
  name: "trusted access for account.amazonaws.com",
};

const iamAccess: Switch = {
  isOff: ({ trustedAccess }) => isSeen(trustedAccess) && !trustedAccess.value.includes("iam.amazonaws.com"),
  turnedOnBy: "org:trusted-access-enable",
  name: "trusted access for iam.amazonaws.com",
};

function rootFeature(name: string): Switch {
  return {
    isOff: ({ rootFeatures }) => isSeen(rootFeatures) && !rootFeatures.value.includes(name),
    turnedOnBy: "org:feature-enable",
    name,
  };
}

const credentials = [iamAccess, rootFeature("RootCredentialsManagement")];
const sessions = [iamAccess, rootFeature("RootSessions")];

/** Powers of each danger. `change-email` is apart: it takes two. */
const powers: Readonly<Record<Exclude<Danger, "change-email">, readonly Power[]>> = {
  "change-phone": [
    { effect: "contact-write", switches: [] },
    { effect: "org:contact-write", switches: [accountAccess] },
  ],
  "assume-root": [
    { effect: "org:assume-root:audit", switches: credentials },
    { effect: "org:assume-root:delete", switches: credentials },
    { effect: "org:assume-root:create", switches: credentials },
    { effect: "org:assume-root:s3", switches: sessions },
    { effect: "org:assume-root:sqs", switches: sessions },
  ],
  "re-enable-recovery": [
    { effect: "org:assume-root:create", switches: credentials },
    { effect: "org:feature-enable", switches: [] },
  ],
};

/**
 * Who may do one dangerous thing to an account. Known only when every principal that could was read; a power that is
 * switched off counts for those who can switch it on, and as possible where only somebody else can.
 */
export function whoMay(whoCan: WhoCan, danger: Danger, facts: OrganizationFacts): WhoMay {
  const asked = danger === "change-email" ? emailPowers : powers[danger];
  const hidden = hiddenBy(whoCan, asked);
  if (hidden !== null) return { status: "unknown", reason: hidden.why, needs: hidden.needs };
  const held = (actor: Actor, { effect, switches }: Power): Grip | null => {
    const grip = actor.effects.get(effect);
    return grip === undefined ? null : throughSwitches(grip, switches, actor, whoCan.actors, facts);
  };
  const actors = danger === "change-email" ? emailMovers(whoCan.actors, held) : holders(whoCan.actors, asked, held);
  return { status: "known", actors };
}

type Held = (actor: Actor, power: Power) => Grip | null;

const emailPowers: readonly [Power, Power] = [
  { effect: "org:email-start", switches: [accountAccess] },
  { effect: "org:email-accept", switches: [accountAccess] },
];

function hiddenBy(whoCan: WhoCan, asked: readonly Power[]): Pick<UnreadEffects, "why" | "needs"> | null {
  const isLocal = asked.some(({ effect }) => !effect.startsWith("org:"));
  if (whoCan.status === "unknown" && isLocal) return whoCan;
  return whoCan.unread?.find(({ effects }) => asked.some(({ effect }) => effects.includes(effect))) ?? null;
}

function throughSwitches(
  grip: Grip,
  switches: readonly Switch[],
  actor: Actor,
  actors: readonly Actor[],
  facts: OrganizationFacts,
): Grip | null {
  let result = grip;
  for (const { isOff, turnedOnBy, name } of switches) {
    if (!isOff(facts)) continue;
    const own = actor.effects.get(turnedOnBy);
    if (own?.certainty === "certain") continue;
    const other = actors.find(({ effects }) => effects.has(turnedOnBy));
    if (other === undefined) return null;
    const who = own === undefined ? other.arn : "it";
    result = { ...result, certainty: "possible", why: `${name} is off, and ${who} may turn it on` };
  }
  return result;
}

function holders(actors: readonly Actor[], asked: readonly Power[], held: Held): readonly NamedActor[] {
  return actors.flatMap((actor) => {
    const grips = asked.map((power) => held(actor, power)).filter((grip) => grip !== null);
    const best = grips.find(({ certainty }) => certainty === "certain") ?? grips[0];
    return best === undefined ? [] : [named(actor, best)];
  });
}

/** Moving the e-mail takes the start and the acceptance, which two principals may share. */
function emailMovers(actors: readonly Actor[], held: Held): readonly NamedActor[] {
  const [start, accept] = emailPowers;
  const rows = actors.map((actor) => ({ actor, start: held(actor, start), accept: held(actor, accept) }));
  const canStart = rows.some((row) => row.start !== null);
  const canAccept = rows.some((row) => row.accept !== null);
  return rows.flatMap((row) => {
    if (row.start !== null && row.accept !== null) {
      return [named(row.actor, row.start.certainty === "possible" ? row.start : row.accept)];
    }
    const half = row.start ?? row.accept;
    if (half === null || !canStart || !canAccept) return [];
    const missing = row.start === null ? "StartPrimaryEmailUpdate" : "AcceptPrimaryEmailUpdate";
    return [
      named(row.actor, { ...half, certainty: "possible", why: `only together with somebody who may call ${missing}` }),
    ];
  });
}

function named({ arn }: Actor, { certainty, through, why }: Grip): NamedActor {
  return { arn, certainty, through, ...(why === undefined ? {} : { why }) };
}
