import type { OpenCall, OpenReply, OpenRoute } from "../../open-route.ts";
import type { Actor } from "../actor.ts";
import { humanStateOf } from "../human-state.ts";

/** Steps of the human flows, as a refusal names them. */
export type Step =
  | "actor"
  | "mailbox"
  | "phone"
  | "claim"
  | "signin"
  | "mfa"
  | "new-password"
  | "troubleshoot-mfa"
  | "troubleshoot-mfa-mail"
  | "troubleshoot-mfa-phone"
  | "root-email"
  | "root-email-confirm";

/** Why a page goes no further. */
export class Refusal extends Error {
  readonly step: Step;
  readonly why: string;
  readonly status: number;

  constructor(step: Step, why: string, status = 403) {
    super(`${step}: ${why}`);
    this.name = "Refusal";
    this.step = step;
    this.why = why;
    this.status = status;
  }
}

/** Does one human call; throws `Refusal`. */
export type HumanHandler = (call: OpenCall, actor: Actor) => Readonly<Record<string, unknown>>;

/** A route of the human flows for whoever holds an actor's bearer token. */
export function actorRoute(method: OpenRoute["method"], path: string, handle: HumanHandler): OpenRoute {
  return openRoute(method, path, (call) => {
    const actor = call.bearer === null ? undefined : humanStateOf(call.state).actors.get(call.bearer);
    if (actor === undefined) throw new Refusal("actor", "no actor has this bearer token", 401);
    return handle(call, actor);
  });
}

/** A route whose refusals are answered as `{status: "refused", step, why}`. */
export function openRoute(
  method: OpenRoute["method"],
  path: string,
  handle: (call: OpenCall) => Readonly<Record<string, unknown>>,
): OpenRoute {
  return { method, path, handle: (call) => answered(() => handle(call)) };
}

function answered(act: () => Readonly<Record<string, unknown>>): OpenReply {
  try {
    return { status: 200, body: act() };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return { status: cause.status, body: { status: "refused", step: cause.step, why: cause.why } };
  }
}

/** A text of the body that must be there; refuses with 400. */
export function bodyText(call: OpenCall, step: Step, name: string): string {
  const value = call.body[name];
  if (typeof value !== "string" || value === "") throw new Refusal(step, `${name} must be given as text`, 400);
  return value;
}

/** A text of the body that may be left out; refuses other values with 400. */
export function optionalBodyText(call: OpenCall, step: Step, name: string): string | undefined {
  const value = call.body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Refusal(step, `${name} must be text`, 400);
  return value;
}
