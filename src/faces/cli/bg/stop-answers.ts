// What a stop came to, in words that cannot be taken for more than it did.
import type { DocumentStopped } from "../../../app/custody/client/stop/stop-document.ts";
import type { StopKind } from "../../../app/custody/client/stop/stop-outcome.ts";
import type { Stopped, StopTarget } from "../../../app/custody/client/stop/stop-request.ts";
import type { CustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { accountText } from "./request-rows.ts";
import type { Answer, Row } from "./screen.ts";

/** An answer with its exit code; 0 when left out. */
export interface StopAnswer extends Answer {
  readonly exit?: 0 | 1;
}

const ended: Readonly<Record<StopKind, string>> = {
  deny: "denied: the request has ended",
  veto: "vetoed: the request has ended",
  revoke: "revoked: nothing more is released",
};

/** Which way a stop went. */
export function wayText(by: "gate" | "door"): string {
  return by === "gate" ? "the gate, with the broker's receipt" : "the broker's own door";
}

/** What a stop of a request came to. */
export function requestAnswer(target: StopTarget, word: StopKind, stopped: Stopped): StopAnswer {
  const { requestId, requestHash, account } = target;
  const { status, by } = stopped;
  return {
    rows: [
      ["request", requestId],
      ["account", accountText(account)],
      ...outcomeRows(requestId, word, stopped),
      ["by", status === "unproven" ? "the gate alone" : wayText(by)],
    ],
    json: {
      requestId,
      requestHash,
      account,
      decision: word,
      status,
      by,
      ...(status === "kept" ? { phase: stopped.phase, counts: true } : {}),
    },
  };
}

function outcomeRows(requestId: string, word: StopKind, stopped: Stopped): readonly Row[] {
  switch (stopped.status) {
    case "stopped":
      return [[word, ended[word]]];
    case "kept":
      return [
        [word, keptText(stopped.phase)],
        [
          "at once",
          stopped.phase === "pending"
            ? `an eligible approver ends it now: rootward bg deny ${requestId}`
            : `any custodian ends it now: rootward bg veto ${requestId}`,
        ],
        ...(stopped.by === "gate"
          ? [["sure?", `where the request stands is the gate's word; the broker's own: --broker HOST:PORT`] as const]
          : []),
      ];
    case "unproven":
      return [
        [
          word,
          "the gate took it, but shows no word of the broker: say it at the broker's own door too, with --broker HOST:PORT",
        ],
      ];
  }
}

function keptText(phase: "pending" | "delayed"): string {
  return phase === "pending"
    ? "kept, and it counts: the request only waits for approvals now, and whatever approvals come, the broker makes no grant of it"
    : "kept, and it counts: when its delay is over the request ends, and nothing is released";
}

/** What a veto of a document came to. */
export function documentAnswer(hash: string, stopped: DocumentStopped): StopAnswer {
  const { status, by, document, what, wasInForce } = stopped;
  const noun = document === null ? nounOfLog(what) : nounOf(document);
  return {
    rows: [
      ["document", hash],
      ...(noun === null ? [] : [["which is", noun] as const]),
      ["veto", vetoText(stopped)],
      ...(status === "stopped" && wasInForce
        ? [["mind", "a session that was opened before ends by itself within 15 minutes"] as const]
        : []),
      ...(status === "unknown" ? [["see", `rootward roster sign --proposal ${hash} --show`] as const] : []),
      ["by", wayText(by)],
    ],
    json: {
      documentHash: hash,
      decision: "veto",
      status,
      by,
      ...(document === null ? {} : { type: document.type }),
      ...(noun === null ? {} : { what: noun }),
      ...(by === "gate" && status === "stopped" ? { wasInForce } : {}),
    },
    // Nothing is stopped, and nothing will be by this word.
    ...(status === "too-early" ? { exit: 1 as const } : {}),
  };
}

function vetoText({ status, wasInForce, by }: DocumentStopped): string {
  switch (status) {
    case "stopped":
      return wasInForce
        ? "stopped: it was in force, and nothing more is given out under it"
        : "stopped: it never comes into force";
    case "kept":
      return by === "gate"
        ? "kept, and it counts: it waits for approvals, and whatever approvals come, the broker does not accept it"
        : "kept: the broker holds no such document now, and refuses one that comes; a roster or release policy must be vetoed again while it waits";
    case "too-early":
      return "NOT stopped: it still waits for approvals, and a roster or release policy is stopped only while it waits its day; veto it again once it is accepted";
    case "unknown":
      return "the broker took it; whether it stopped anything was not shown: the document may be over, or this gate may not have followed yet";
  }
}

/** The document in words, from its own bytes. */
function nounOf(document: CustodyDocument): string {
  const { type } = document;
  if (type === "rw.roster/v1") return `roster version ${document.version}`;
  if (type === "rw.release-policy/v1") return `release policy version ${document.version}`;
  if (type === "rw.contacts/v1") {
    const { kinds, accounts, operator } = document;
    return `a change of contacts (${kinds.join(", ")}) of ${count(accounts.length)}, by ${operator.person}`;
  }
  if (type === "rw.org-feature/v1") {
    return `switching ${document.feature} ${document.on ? "on" : "off"}, for ${document.asker}`;
  }
  if (type === "rw.export/v1") {
    const { vault, accounts, asker } = document;
    const whose = accounts.length === 0 ? "ALL accounts" : count(accounts.length);
    return `an export of ${vault === "P" ? "passwords" : "seeds"} of ${whose}, for ${asker}`;
  }
  return type;
}

function nounOfLog(what: string | null): string | null {
  switch (what) {
    case null:
      return null;
    case "contacts":
      return "a change of contacts";
    case "org_feature":
      return "a switch of central root access";
    case "release-policy":
      return "a release policy";
    default:
      return what;
  }
}

function count(accounts: number): string {
  return accounts === 1 ? "one account" : `${accounts.toLocaleString("en")} accounts`;
}
