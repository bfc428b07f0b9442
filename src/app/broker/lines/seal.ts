// One unsealer alone may seal: it can only stop things, and who sees something wrong must not wait for a second one.
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about } from "../core/decide-move.ts";
import { actorOf, counterEvents, insistArrival, spend, type TakenIn } from "../core/intake.ts";
import type { Decision } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { refuse } from "../insist.ts";

/** Decides `rw.seal`: every opened key is forgotten; grants go on, and release nothing before the next unsealing. */
export function decideSeal(core: BrokerCore, taken: TakenIn<DocumentOf<"rw.seal/v1">>): Decision {
  const { document } = taken.verified.read;
  core.insistUnsealed();
  insistArrival(core, document);
  if (document.bootKey !== core.bootKey.recipient) refuse(custodyErrors.CUSTODY_OTHER_BOOT, "seal");
  return {
    events: [{ type: "broker.sealed", actor: actorOf(taken), d: { bootId: core.bootId } }, ...counterEvents([taken])],
    write: () => spend(core, taken),
    kept: () => core.forget(),
    answer: ({ index }) => ({ status: "done", receipt: receipt(core, about("apply", taken), index) }),
  };
}
