import type { BrokerCore } from "../core/broker-core.ts";
import { eventsOf } from "../core/intake.ts";
import type { Line } from "../core/line.ts";
import { move } from "../core/requests.ts";

/**
 * The broker's own route took the notice of a request: the timer of a break-seal starts, and the delay of one person alone
 * counts from here.
 */
export function toldLine(core: BrokerCore, requestId: string): Line {
  const answer = (): object => ({});
  return {
    isAlone: false,
    open: async () => () => {
      const { requests, facts } = core.deps.store;
      const kept = requests.byId(requestId);
      const moved = kept === null || kept.state.breakSeal === null ? null : move(core, kept, [{ kind: "told" }]);
      if (moved?.status !== "moved") {
        return { write: () => facts.set(`told ${requestId}`, core.now()), events: [], answer };
      }
      return { write: moved.write, events: eventsOf(moved.log, []), answer };
    },
  };
}
