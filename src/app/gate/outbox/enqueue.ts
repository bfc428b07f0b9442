import type { Notice } from "../../../domain/notice/notice.ts";
import type { Gate } from "../core/gate.ts";

type Outbox = Pick<Gate, "store" | "routes" | "clock">;

/** Puts a notice on its way over every route; inside the transaction of what it tells. */
export function enqueue({ store, routes, clock }: Outbox, notice: Notice): void {
  for (const { name } of routes) {
    store.outbox.add({ thread: notice.thread, route: name, notice, notBeforeMs: clock.nowMs() });
  }
}

/** Puts a notice on its way to one address that stands in no configuration, over the first route of mail there is. */
export function enqueueMail({ store, routes, clock }: Outbox, address: string, notice: Notice): void {
  const mail = routes.find(({ kind }) => kind === "smtp");
  if (mail === undefined) return;
  const route = `${mail.name}${toAddress}${address}`;
  store.outbox.add({ thread: notice.thread, route, notice, notBeforeMs: clock.nowMs() });
}

/** Between a route's name, which has no such letter, and the one address that a notice goes to. */
const toAddress = ">";

/** The route of an outbox row, and the address where it goes to one alone. */
export function readRoute(route: string): { readonly name: string; readonly address: string | null } {
  const at = route.indexOf(toAddress);
  return at === -1 ? { name: route, address: null } : { name: route.slice(0, at), address: route.slice(at + 1) };
}
