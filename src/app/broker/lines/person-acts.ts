// What a person does to a request besides approving it: the requester takes it back, closes it or breaks the seal; a
// custodian has seen it.
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import type { RequestEvent } from "../../../domain/custody/request/request-event.ts";
import { humansOf, isSameHuman } from "../../../domain/custody/roster/same-human.ts";
import type { KeptRequest } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, decideMove } from "../core/decide-move.ts";
import { insistArrival, type TakenIn } from "../core/intake.ts";
import type { Decision } from "../core/line.ts";
import { insistRequest, move, underRules } from "../core/requests.ts";

type TakenAct = TakenIn<DocumentOf<"rw.withdraw/v1" | "rw.close/v1" | "rw.break-seal/v1" | "rw.seen/v1">>;

/** Decides `rw.withdraw`, `rw.close`, `rw.break-seal` and `rw.seen`. */
export function decideAct(core: BrokerCore, taken: TakenAct): Decision {
  const { document } = taken.verified.read;
  core.insistUnsealed();
  insistArrival(core, document);
  const kept = insistRequest(core, document.requestHash);
  const moved = move(core, kept, eventsOf(core, taken, kept));
  return decideMove(core, [taken], about("apply", taken), moved);
}

function eventsOf(core: BrokerCore, { verified }: TakenAct, kept: KeptRequest): readonly RequestEvent[] {
  const { document } = verified.read;
  const by = verified.person.id;
  const { persons } = core.view();
  switch (document.type) {
    case "rw.withdraw/v1":
      return [{ kind: "withdraw", by }];
    case "rw.close/v1": {
      const close: RequestEvent = { kind: "close", by, statementHash: document.statementHash };
      return kept.state.phase === "open" ? [{ kind: "end-window", by }, close] : [close];
    }
    case "rw.break-seal/v1": {
      const { rules } = underRules(core, kept);
      const others = persons.filter((each) => each.roles.includes("custodian") && each.doorSpki !== undefined);
      const isOther = (id: string): boolean => !isSameHuman(humansOf(persons), id, kept.state.requester);
      return [
        {
          kind: "break-seal",
          by,
          isAllowed: rules.every(({ breakSeal }) => breakSeal.allowed),
          hasDirectVeto: core.deps.hasDoor && others.some(({ id }) => isOther(id)),
          delaySeconds: Math.max(...rules.map(({ breakSeal }) => breakSeal.delay)),
        },
      ];
    }
    case "rw.seen/v1": {
      const isRequester = isSameHuman(humansOf(persons), by, kept.state.requester);
      return [{ kind: "seen", by, isRequester }];
    }
  }
}
