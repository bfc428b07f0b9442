import type { EnrolPairDocument } from "../../../domain/custody/documents/item-documents.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { admitPair } from "../../../domain/custody/steps/admit-pair.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about } from "../core/decide-move.ts";
import {
  actorOf,
  counterEvents,
  insistArrival,
  meetCheckpoint,
  spend,
  type TakenIn,
  verifyDecisions,
} from "../core/intake.ts";
import type { Decision } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { insist } from "../insist.ts";

/** `rw.enrol-pair`: two codes in a row, to prove a device that was just made. */
export function decidePair(
  core: BrokerCore,
  taken: TakenIn<EnrolPairDocument>,
  { approvals }: BrokerRequestOf<"apply">,
): Decision {
  core.insistUnsealed();
  const { store } = core.deps;
  const { document, hash } = taken.verified.read;
  const { account, version, attempt } = document;
  const seconds = verifyDecisions(core, approvals);
  meetCheckpoint(core, document);
  insistArrival(core, document);
  const item = store.items.newest(account);
  const now = core.now();
  const pair = insist(
    admitPair(
      taken.verified,
      item,
      seconds.map(({ verified }) => verified),
      core.view(),
      now,
    ),
  );
  const d = { vault: "S", version, attempt, documentHash: hash };
  return {
    events: [{ type: "enrol_pair.admitted", actor: actorOf(taken), account, d }, ...counterEvents([taken])],
    write: () => {
      if (item !== null) store.items.put({ ...item, attempts: [...item.attempts, attempt] });
      store.documents.put({
        hash,
        type: document.type,
        document: taken.wire.document,
        signed: taken.wire,
        approvals: [...approvals],
        acceptedAt: now,
        dueAt: now,
        endsAt: Math.floor(pair.grant.endsMs / 1000),
        state: "in-force",
        progress: {},
      });
      spend(core, taken);
    },
    answer: ({ index }) => ({ status: "done", receipt: receipt(core, about("apply", taken), index) }),
  };
}
