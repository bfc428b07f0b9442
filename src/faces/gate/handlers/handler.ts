import type { z } from "zod";
import type { Gate } from "../../../app/gate/core/gate.ts";
import type { SendNotice } from "../../../app/gate/outbox/deliver-due.ts";
import type { SignedIn } from "../../../app/gate/session/signed-in-person.ts";
import type { NoticeRoute } from "../../../world/notify/route.ts";
import type { GateRoutes } from "../../contract/gate-routes.ts";
import type { Frozen, ParamsOf, ReplyOf, Route } from "../../contract/route.ts";

/** What handlers work with. */
export interface GateServices {
  readonly gate: Gate;
  readonly routes: readonly NoticeRoute[];
  readonly send: SendNotice;
}

/** A call whose shape was checked. */
export interface HandlerInput<T extends Route> {
  readonly params: Readonly<Record<ParamsOf<T["path"]>, string>>;
  readonly body: z.output<T["body"]>;
  /** Who calls. Throws `GATE_NO_SESSION` where a route is open and nobody signed in. */
  readonly by: () => SignedIn;
  /** The bearer token; `null` without one. */
  readonly token: string | null;
}

/** Answers a route. */
export type Handler<T extends Route> = (
  services: GateServices,
  input: HandlerInput<T>,
) => Frozen<ReplyOf<T>> | Promise<Frozen<ReplyOf<T>>>;

/** A handler for every route of a table. */
export type HandlersOf<T extends Partial<GateRoutes>> = {
  readonly [K in keyof T]: T[K] extends Route ? Handler<T[K]> : never;
};
