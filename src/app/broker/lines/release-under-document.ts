// Asks under documents that are no request: the two codes of a device that was just made, a drill on the canary account, an
// export that a quorum decided on, a session for a change of contacts or of central root access.
import { Secret } from "../../../domain/core/secret.ts";
import type { AskDocument } from "../../../domain/custody/documents/decision-documents.ts";
import { type DocumentOf, readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { isAskedUnder, judgeDocumentAsk } from "../../../domain/custody/items/document-ask.ts";
import { seedExportBytes } from "../../../domain/custody/protocol/seed-export-answer.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { hasRole, personOf } from "../../../domain/custody/roster/roster-view.ts";
import type { CodeGrant } from "../../../domain/custody/steps/reserve-step.ts";
import type { KeptDocument, KeptItem } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, loggedName } from "../core/decide-move.ts";
import { actorOf, counterEvents, spend, type TakenIn } from "../core/intake.ts";
import type { Decision } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { brokerErrors } from "../errors.ts";
import { insist, refuse } from "../insist.ts";
import { newSeedName, openSeed } from "../items/seed-vault.ts";
import { codeFields, insistCurrent, reserve, sealCode, stepWrites, waiting } from "./release-code.ts";

type TakenAsk = TakenIn<AskDocument>;

/** Decides an ask under an accepted document. */
export function decideDocumentAsk(core: BrokerCore, ask: TakenAsk): Decision {
  const kept = core.deps.store.documents.get(ask.verified.read.document.requestHash);
  if (kept === null) return refuse(custodyErrors.CUSTODY_NOT_ASKED, "no such request or document");
  const { document } = readCustodyDocument(bytesOf(kept.document));
  if (!isAskedUnder(document)) return refuse(custodyErrors.CUSTODY_NOT_ASKED, document.type);
  const { hash, dueAt, endsAt, state } = kept;
  const inForce = { document, hash, dueAt, endsAt, isVetoed: state === "vetoed" };
  const { recipient } = insist(judgeDocumentAsk(ask.verified, inForce, core.now()));
  switch (document.type) {
    case "rw.export/v1":
      return decideExport(core, ask, document, recipient);
    case "rw.contacts/v1":
    case "rw.org-feature/v1":
      return decideSession(core, ask, document);
    case "rw.enrol-pair/v1":
    case "rw.drill/v1":
      return decideCode(core, ask, document, kept);
  }
}

/** The receipt is all: a courier holds the role, and opens a session for what the document says, and only for that. */
function decideSession(
  core: BrokerCore,
  ask: TakenAsk,
  document: DocumentOf<"rw.contacts/v1" | "rw.org-feature/v1">,
): Decision {
  const said = about("release", ask, "assume-root");
  const { requestHash, n } = ask.verified.read.document;
  const account = document.type === "rw.org-feature/v1" ? { account: document.account } : {};
  const what = document.type === "rw.org-feature/v1" ? { feature: document.feature, on: document.on } : {};
  const recipientHash = toBase64url(sha256(utf8(document.recipientS)));
  const d = { requestHash, askHash: ask.verified.read.hash, n, recipientHash, ...what };
  return {
    events: [{ type: `${loggedName(document)}.session`, actor: actorOf(ask), ...account, d }, ...counterEvents([ask])],
    write: () => spend(core, ask),
    answer: ({ index }) => ({ status: "done", receipt: receipt(core, said, index) }),
  };
}

function decideCode(
  core: BrokerCore,
  ask: TakenAsk,
  document: DocumentOf<"rw.enrol-pair/v1" | "rw.drill/v1">,
  { hash, endsAt }: KeptDocument,
): Decision {
  const { account } = document;
  const item = insistCurrent(core, account);
  const isPair = document.type === "rw.enrol-pair/v1";
  if (isPair) {
    const isStill = item.version === document.version && item.origin === "new-device" && !item.isProven;
    if (!isStill || !hasRole(personOf(core.view(), document.asker), "operator-s")) {
      refuse(custodyErrors.CUSTODY_NOT_ASKED, "its codes come through a grant alone");
    }
  }
  keyOfItem(core, item);
  const grant: CodeGrant = {
    id: hash,
    account,
    purpose: isPair ? "enrol-pair" : "drill",
    recipient: document.recipientS,
    maxCodes: 2,
    openedMs: null,
    endsMs: endsAt * 1000,
  };
  const reserved = reserve(core, ask, grant, true);
  if (reserved.status === "wait") return waiting(core, ask, reserved.untilMs);
  const what = isPair ? "enrol-pair" : "code";
  const said = about("release", ask, what);
  const type = reserved.status === "repeat" ? "release.repeat" : isPair ? "release.enrol_pair" : "release.code";
  const { write, spent } = stepWrites(core, reserved);
  const d = { requestHash: hash, ...codeFields(reserved, item, ask.verified.read.hash) };
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
      sealed: await sealCode(core, { reserved, item, key: keyOfItem(core, item), requestHash: hash }),
    }),
  };
}

/** An item's key without a request; in sealed mode the group key that was made with the seed and stays in memory for a while. */
export function keyOfItem(core: BrokerCore, { account, version, group }: KeptItem): Secret<Uint8Array> {
  if (group === null) return core.insistUnsealed().key;
  return core.groupKeys.get(newSeedName(account, version)) ?? refuse(brokerErrors.BROKER_KEY_GONE, account);
}

/** Of the password vault the receipt is all; the seeds go to the recipient that the quorum signed, and are due for rotation. */
function decideExport(
  core: BrokerCore,
  ask: TakenAsk,
  { vault, accounts }: DocumentOf<"rw.export/v1">,
  recipient: string | null,
): Decision {
  const { store, deployment, age } = core.deps;
  const documentHash = ask.verified.read.document.requestHash;
  const items = vault === "P" ? [] : accounts.map((account) => insistCurrent(core, account));
  const split = items.find(({ group }) => group !== null);
  if (split !== undefined) refuse(brokerErrors.BROKER_KEY_GONE, `${split.account} opens with shares alone`);
  const said = about("release", ask, "export");
  const exported = items.map(({ account, version }) => `${account} ${version}`);
  const d = { requestHash: documentHash, vault, askHash: ask.verified.read.hash, items: exported };
  return {
    events: [{ type: "export.created", actor: actorOf(ask), d }, ...counterEvents([ask])],
    write: () => {
      for (const item of items) store.items.put({ ...item, flags: [...new Set([...item.flags, "rotation_due"])] });
      spend(core, ask);
    },
    answer: async ({ index }) => {
      const done = { status: "done", receipt: receipt(core, said, index) };
      if (recipient === null) return done;
      const { key } = core.insistUnsealed();
      const seeds = items.map((item) => ({
        account: item.account,
        version: item.version,
        seed: openSeed(core, item, key),
      }));
      const plain = new Secret(seedExportBytes({ deployment, documentHash, seeds }));
      const sealed = toBase64url(await age.encrypt(plain, [recipient]));
      for (const secret of [plain, ...seeds.map(({ seed }) => seed)]) secret.wipe();
      return { ...done, sealed };
    },
  };
}
