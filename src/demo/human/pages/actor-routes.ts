import { canonicalPhone } from "../../../domain/core/canonical-contact.ts";
import type { OpenCall, OpenRoute } from "../../open-route.ts";
import { answersPhone, controlOf, readsMailbox, intercepts, type Actor, type Control } from "../actor.ts";
import { humanStateOf } from "../human-state.ts";
import { domainOf, reaches } from "../mail-room.ts";
import { actorRoute, bodyText, openRoute, optionalBodyText, Refusal, type HumanHandler } from "./refusal.ts";

/** Providers where anybody opens a mailbox; elsewhere only a domain's owner does. */
const freeDomains = ["gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "proton.me", "gmx.net"];

/** Makes an actor, or gives the one of that name other controls; answers with its bearer token. */
function putActor(call: OpenCall): Readonly<Record<string, unknown>> {
  const name = bodyText(call, "actor", "name");
  const controls = controlsOf(call.body["controls"]);
  const { actors } = humanStateOf(call.state);
  const known = [...actors.values()].find((actor) => actor.name === name);
  const actor: Actor = known ?? { name, token: `actor-${call.state.random.secret(32)}`, controls };
  actor.controls = controls;
  actors.set(actor.token, actor);
  return { name, token: actor.token };
}

function controlsOf(value: unknown): readonly Control[] {
  const texts: unknown = value ?? [];
  if (!Array.isArray(texts)) throw new Refusal("actor", "controls must be a list", 400);
  return texts.map((text: unknown) => {
    const control = typeof text === "string" ? controlOf(text) : null;
    if (control === null) throw new Refusal("actor", `${String(text)} is no control`, 400);
    return control;
  });
}

const readMailbox: HumanHandler = (call, actor) => {
  const address = call.parameters["address"] ?? "";
  const { mail } = humanStateOf(call.state);
  if (readsMailbox(actor, address)) return { messages: mail.inbox(address) };
  if (intercepts(actor, domainOf(address))) return { messages: mail.overheard(address, actor.token) };
  throw new Refusal("mailbox", `${actor.name} does not control ${address}`);
};

const readPhone: HumanHandler = (call, actor) => {
  const number = call.parameters["number"] ?? "";
  if (!answersPhone(actor, number)) throw new Refusal("phone", `${actor.name} does not control ${number}`);
  return { messages: humanStateOf(call.state).phones.messages(number) };
};

const claim: HumanHandler = (call, actor) => {
  const mailbox = optionalBodyText(call, "claim", "mailbox");
  const phone = optionalBodyText(call, "claim", "phone");
  if (mailbox !== undefined) return claimMailbox(call, actor, mailbox);
  if (phone !== undefined) return claimPhone(call, actor, phone);
  throw new Refusal("claim", "mailbox or phone must be given as text", 400);
};

/** Nobody opens a mailbox in a company's domain but who runs that domain. */
function claimMailbox(call: OpenCall, actor: Actor, address: string): Readonly<Record<string, unknown>> {
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new Refusal("claim", `${address} is no mail address`, 400);
  const domain = domainOf(address);
  const used = [...call.state.accounts.values()].flatMap((account) => [
    account.email,
    ...[...account.alternates.values()].map((contact) => contact.EmailAddress),
  ]);
  const runsDomain = actor.controls.some((control) => control.kind === "domain" && control.domain === domain);
  const isTaken =
    used.some((one) => reaches(one, address) || reaches(address, one)) ||
    othersOf(call, actor).some((other) => readsMailbox(other, address)) ||
    (!runsDomain && !freeDomains.includes(domain) && used.some((one) => domainOf(one) === domain));
  if (isTaken) throw new Refusal("claim", `${address} is not free`);
  actor.controls = [...actor.controls, { kind: "mailbox", address }];
  return {};
}

function claimPhone(call: OpenCall, actor: Actor, number: string): Readonly<Record<string, unknown>> {
  if (!/^\+[\s0-9()-]{3,24}$/.test(number)) throw new Refusal("claim", `${number} is no phone number`, 400);
  const wanted = canonicalPhone(number);
  const isTaken =
    [...call.state.accounts.values()].some((account) => canonicalPhone(account.contact.PhoneNumber) === wanted) ||
    othersOf(call, actor).some((other) => answersPhone(other, number));
  if (isTaken) throw new Refusal("claim", `${number} is not free`);
  actor.controls = [...actor.controls, { kind: "phone", number }];
  return {};
}

function othersOf(call: OpenCall, actor: Actor): readonly Actor[] {
  return [...humanStateOf(call.state).actors.values()].filter((other) => other !== actor);
}

/** Actors, their mailboxes and phones. */
export const actorRoutes: readonly OpenRoute[] = [
  openRoute("POST", "/_setup/actors", putActor),
  actorRoute("GET", "/_human/mailboxes/{address}", readMailbox),
  actorRoute("GET", "/_human/phones/{number}", readPhone),
  actorRoute("POST", "/_human/claim", claim),
];
