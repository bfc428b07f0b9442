import type { AskDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { judgeAsk } from "../../../domain/custody/request/judge-ask.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, decideMove } from "../core/decide-move.ts";
import { insistArrival, meetCheckpoint, type TakenIn, verifyAs } from "../core/intake.ts";
import type { Decision, Line } from "../core/line.ts";
import { documentOf, move, standing } from "../core/requests.ts";
import { receipt } from "../core/signed-words.ts";
import { insist, refuse } from "../insist.ts";
import { decideDocumentAsk } from "./release-under-document.ts";
import { decideCode, flagsOfNow } from "./release-code.ts";
import type { KeptRequest } from "../../../world/store/broker/broker-store.ts";

/** One tap for one release. */
export function releaseLine(core: BrokerCore, { signed }: BrokerRequestOf<"release">): Line {
  return {
    isAlone: false,
    open: async () => {
      core.insistUnsealed();
      const ask = verifyAs(core, "rw.ask/v1", signed);
      return () => {
        core.insistUnsealed();
        const { document } = ask.verified.read;
        meetCheckpoint(core, document);
        insistArrival(core, document);
        const kept = core.deps.store.requests.byHash(document.requestHash);
        return kept === null ? decideDocumentAsk(core, ask) : decideAsk(core, ask, kept);
      };
    },
  };
}

function decideAsk(core: BrokerCore, ask: TakenIn<AskDocument>, kept: KeptRequest): Decision {
  const { requestHash } = kept.state;
  const asked = insist(judgeAsk(ask.verified, { document: documentOf(kept), hash: requestHash }, core.view()));
  switch (asked.what) {
    case "code":
      return decideCode(core, ask, kept, asked.recipientS);
    case "password": {
      // The gate holds it, and gives it out against this receipt alone.
      const d = { requestHash, askHash: ask.verified.read.hash };
      const { isAuthorised, limits } = standing(core, kept);
      const by = ask.verified.person.id;
      const event = {
        kind: "release",
        by,
        what: "password",
        isRepeat: false,
        isAuthorised,
        limits,
        d,
        flags: flagsOfNow(core),
      } as const;
      const said = about("release", ask, "password");
      return decideMove(core, [ask], said, move(core, kept, [event]), {
        answer: ({ index }) => ({ status: "done", receipt: receipt(core, said, index) }),
      });
    }
    case "assume-root":
      return refuse(custodyErrors.CUSTODY_NOT_ASKED, "this broker hands out no sessions");
  }
}
