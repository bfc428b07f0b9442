// Deny, veto, revoke and seen. Through the gate while it answers and can be trusted; past it, at the broker's own door, when
// a person says so or when the gate gives reason to.
import { findInLog, visitDoor } from "../../../app/custody/client/stop/at-the-door.ts";
import { saySeen } from "../../../app/custody/client/stop/say-seen.ts";
import {
  stopAtDoor,
  stopByGate,
  type StopKind,
  type StopScene,
  type StopTarget,
  vetoDocument,
} from "../../../app/custody/client/stop/stop-request.ts";
import type { ShownRequest } from "../../../app/custody/client/ports/gate.ts";
import { findRequest } from "../../../app/custody/client/request/see-request.ts";
import { ownHand } from "../../../app/custody/client/signing/own-hand.ts";
import { clientErrors } from "../../../app/custody/client/errors.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Invocation } from "../command.ts";
import { ownClient, type OwnClient, textOption } from "./own-client.ts";
import { accountText, clockText } from "./request-rows.ts";
import { type Answer, screenTargets, showAnswer, type Standing } from "./screen.ts";

/** What can be said to a request without having asked for it. */
export type Word = StopKind | "seen";

/** Reasons to go past the gate by oneself. */
const pastTheGate =
  /^(?:GATE_CLIENT_|CLIENT_(?:BROKER_AWAY|BROKER_UNPROVEN|LOG_CHANGED|ROSTER_|NO_GATE|CLOCKS_DIFFER))/;

/** Says a word to a request; returns the exit code. */
export async function runStop(invocation: Invocation, word: Word): Promise<number> {
  const { io, args } = invocation;
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  // A hash can begin with a hyphen, which would make it an option; so a document's has an option of its own.
  const asked = textOption(invocation.options, "document") ?? args[0] ?? null;
  if (textOption(invocation.options, "broker") !== null) {
    const { standing, answer } = await atDoor(client, word, asked);
    showAnswer(invocation, targets, standing, answer);
    return 0;
  }
  try {
    const { standing, answer } = await atGate(client, word, asked);
    showAnswer(invocation, targets, standing, answer);
    return 0;
  } catch (error) {
    if (!(error instanceof CodedError) || !pastTheGate.test(error.row.code) || client.door === null) throw error;
    io.err(`${error.message} [${error.row.code}]. Going past the gate, to the broker's own door.\n`);
    const { standing, answer } = await atDoor(client, word, asked);
    showAnswer(invocation, targets, standing, answer);
    return 0;
  }
}

interface Said {
  readonly standing: Standing;
  readonly answer: Answer;
}

async function atGate({ deps, enter }: OwnClient, word: Word, asked: string | null): Promise<Said> {
  const entered = await enter();
  const { gate, self } = deps;
  try {
    const open = await gate.requests({ open: true });
    if (isDocumentHash(word, asked) && !open.some(({ requestHash }) => requestHash === asked)) {
      await vetoDocument({ gate }, { ...entered, person: self.person.id }, asked);
      return { standing: entered, answer: documentAnswer(asked, "gate") };
    }
    const requestId = findRequest(asked, open);
    const target = targetOf(await gate.request(requestId));
    const scene: StopScene = { ...entered, person: self.person.id };
    if (word === "seen")
      return { standing: entered, answer: seenAnswer(target, await saySeen({ gate }, scene, target), "gate") };
    const stopped = await stopByGate(gate, scene, word, target);
    return { standing: entered, answer: stopAnswer(target, word, stopped.status, "gate") };
  } finally {
    entered.hand.end();
  }
}

async function atDoor({ deps, door: open }: OwnClient, word: Word, asked: string | null): Promise<Said> {
  if (open === null) throw new CodedError(clientErrors.CLIENT_NO_DOOR);
  if (asked === null) {
    throw new CodedError(clientErrors.CLIENT_NOT_ALONE, {
      detail: "the door lists nothing",
      hint: "Give the request's id: it stands in every notice.",
    });
  }
  const door = await open();
  const { status, view, brokerCheckpoint } = await visitDoor(deps, door);
  // The address is right: from now on it is used by itself.
  deps.self.keepPins(deps.self.pins());
  const hand = ownHand(deps);
  try {
    const scene: StopScene = { hand, view, person: deps.self.person.id, brokerCheckpoint };
    const standing = { isRehearsal: view.deployment.startsWith("rehearsal-"), isSolo: false };
    const found = await findInLog(door, asked, status.brokerCheckpoint.size).catch((error: unknown) => {
      if (isDocumentHash(word, asked)) return null;
      throw error;
    });
    if (found === null) {
      await vetoDocument({ door }, scene, asked);
      return { standing, answer: documentAnswer(asked, "door") };
    }
    const target = found;
    if (word === "seen")
      return { standing, answer: seenAnswer(target, await saySeen({ door }, scene, target), "door") };
    const stopped = await stopAtDoor(door, scene, word, target);
    return { standing, answer: stopAnswer(target, word, stopped.status, "door") };
  } finally {
    hand.end();
  }
}

/** A veto can also be about a document that waits: a roster, a release policy; it goes by its hash. */
function isDocumentHash(word: Word, asked: string | null): asked is string {
  return word === "veto" && asked !== null && /^[A-Za-z0-9_-]{43}$/.test(asked);
}

function documentAnswer(hash: string, by: "gate" | "door"): Answer {
  return {
    rows: [
      ["document", hash],
      ["veto", "vetoed: it never comes into force"],
      ["by", by === "gate" ? "the gate, with the broker's receipt" : "the broker's own door"],
    ],
    json: { documentHash: hash, decision: "veto", status: "stopped", by },
  };
}

/** The request by its own bytes; a stop is signed for these whatever the gate says beside them. */
function targetOf({ signed }: ShownRequest): StopTarget {
  const { document, hash } = readCustodyDocumentOf("rw.request/v1", bytesOf(signed.document));
  return { requestId: document.requestId, requestHash: hash, account: document.account };
}

const done: Readonly<Record<StopKind, string>> = {
  deny: "denied: the request has ended",
  veto: "vetoed: the request has ended",
  revoke: "revoked: nothing more is released",
};

function stopAnswer(target: StopTarget, word: StopKind, status: "stopped" | "kept", by: "gate" | "door"): Answer {
  const outcome =
    status === "stopped"
      ? done[word]
      : "the gate took it, but shows no word of the broker: say it at the broker's own door too, with --broker HOST:PORT";
  return {
    rows: [
      ["request", target.requestId],
      ["account", accountText(target.account)],
      [word, outcome],
      ["by", by === "gate" ? "the gate, with the broker's receipt" : "the broker's own door"],
    ],
    json: {
      requestId: target.requestId,
      requestHash: target.requestHash,
      account: target.account,
      decision: word,
      status,
      by,
    },
  };
}

function seenAnswer(target: StopTarget, { dueAt }: { readonly dueAt: number | null }, by: "gate" | "door"): Answer {
  return {
    rows: [
      ["request", target.requestId],
      ["account", accountText(target.account)],
      ["seen", dueAt === null ? "the wait has begun" : `the wait has begun; it opens at ${clockText(dueAt)}`],
      ["to stop it", `rootward bg veto ${target.requestId}`],
    ],
    json: { requestId: target.requestId, requestHash: target.requestHash, account: target.account, dueAt, by },
  };
}
