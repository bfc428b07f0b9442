// Asks under documents that are no request: the two codes of a device that was just made.
import type { Secret } from "../../../domain/core/secret.ts";
import type { AskDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { judgeDocumentAsk } from "../../../domain/custody/items/document-ask.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { hasRole, personOf } from "../../../domain/custody/roster/roster-view.ts";
import type { KeptItem } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about } from "../core/decide-move.ts";
import { actorOf, counterEvents, spend, type TakenIn } from "../core/intake.ts";
import type { Decision } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { brokerErrors } from "../errors.ts";
import { insist, refuse } from "../insist.ts";
import { newSeedName } from "../items/seed-vault.ts";
import { codeFields, insistCurrent, reserve, sealCode, stepWrites, waiting } from "./release-code.ts";

/** Decides an ask under an accepted document. */
export function decideDocumentAsk(core: BrokerCore, ask: TakenIn<AskDocument>): Decision {
  const { store } = core.deps;
  const { read } = ask.verified;
  const kept = store.documents.get(read.document.requestHash);
  if (kept === null) return refuse(custodyErrors.CUSTODY_NOT_ASKED, "no such request or document");
  const { document } = readCustodyDocument(bytesOf(kept.document));
  if (document.type !== "rw.enrol-pair/v1") return refuse(custodyErrors.CUSTODY_NOT_ASKED, document.type);
  const { hash, dueAt, endsAt } = kept;
  const { account } = document;
  insist(
    judgeDocumentAsk(ask.verified, { document, hash, dueAt, endsAt, isVetoed: kept.state === "vetoed" }, core.now()),
  );
  const item = insistCurrent(core, account);
  const isStill = item.version === document.version && item.origin === "new-device" && !item.isProven;
  if (!isStill || !hasRole(personOf(core.view(), document.asker), "operator-s")) {
    refuse(custodyErrors.CUSTODY_NOT_ASKED, "its codes come through a grant alone");
  }
  newSeedKey(core, item);
  const grant = {
    id: hash,
    account,
    purpose: "enrol-pair" as const,
    recipient: document.recipientS,
    maxCodes: 2,
    openedMs: null,
    endsMs: endsAt * 1000,
  };
  const reserved = reserve(core, ask, grant, true);
  if (reserved.status === "wait") return waiting(core, reserved.untilMs);
  const said = about("release", ask, "enrol-pair");
  const type = reserved.status === "repeat" ? "release.repeat" : "release.enrol_pair";
  const { write, spent } = stepWrites(core, reserved);
  const d = { requestHash: hash, ...codeFields(reserved, item, read.hash) };
  return {
    events: [{ type, actor: actorOf(ask), account, d }, ...counterEvents([ask])],
    ...(spent === undefined ? {} : { spent }),
    write: () => {
      write?.();
      spend(core, ask);
    },
    answer: async ({ index }) => ({
      status: "done",
      receipt: receipt(core, said, index),
      sealed: await sealCode(core, { reserved, item, key: newSeedKey(core, item), requestHash: hash }),
    }),
  };
}

/** In sealed mode the group key that was made with the seed; it stays in memory for the time of a pair. */
function newSeedKey(core: BrokerCore, { account, version, group }: KeptItem): Secret<Uint8Array> {
  if (group === null) return core.insistUnsealed().key;
  return core.groupKeys.get(newSeedName(account, version)) ?? refuse(brokerErrors.BROKER_KEY_GONE, account);
}
