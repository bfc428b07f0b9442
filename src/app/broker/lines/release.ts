import type { AskDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { judgeAsk } from "../../../domain/custody/request/judge-ask.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, decideMove } from "../core/decide-move.ts";
import { insistArrival, meetCheckpoint, type TakenIn, verifyAs } from "../core/intake.ts";
import type { Decision, Line } from "../core/line.ts";
import { documentOf, move, standing } from "../core/requests.ts";
import { receipt } from "../core/signed-words.ts";
import { insist } from "../insist.ts";
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
    case "assume-root":
    case "password": {
      // The gate holds the one, a courier opens the other; each acts on this receipt alone.
      const { taskPolicy } = documentOf(kept);
      const recipientHash = toBase64url(sha256(utf8(asked.recipientS)));
      const session = asked.what === "password" ? {} : { taskPolicy: taskPolicy ?? "", n: asked.n, recipientHash };
      const d = { requestHash, askHash: ask.verified.read.hash, ...session };
      const { isAuthorised, limits } = standing(core, kept);
      const by = ask.verified.person.id;
      const event = {
        kind: "release",
        by,
        what: asked.what,
        isRepeat: false,
        isAuthorised,
        limits,
        d,
        flags: flagsOfNow(core),
      } as const;
      const said = about("release", ask, asked.what);
      return decideMove(core, [ask], said, move(core, kept, [event]), {
        answer: ({ index }) => ({ status: "done", receipt: receipt(core, said, index) }),
      });
    }
  }
}
