// Deny, veto, revoke and seen. Through the gate while it answers and can be trusted; past it, at the broker's own door, when
// a person says so or when the gate gives reason to.
import { findInLog, visitDoor } from "../../../app/custody/client/stop/at-the-door.ts";
import { saySeen } from "../../../app/custody/client/stop/say-seen.ts";
import { stopDocumentAtDoor, stopDocumentByGate } from "../../../app/custody/client/stop/stop-document.ts";
import type { StopKind } from "../../../app/custody/client/stop/stop-outcome.ts";
import {
  stopAtDoor,
  stopByGate,
  type StopScene,
  type StopTarget,
} from "../../../app/custody/client/stop/stop-request.ts";
import type { ShownRequest } from "../../../app/custody/client/ports/gate.ts";
import { findRequest } from "../../../app/custody/client/request/see-request.ts";
import { ownHand } from "../../../app/custody/client/signing/own-hand.ts";
import { nowSeconds } from "../../../app/custody/client/ports/client-deps.ts";
import { clientErrors } from "../../../app/custody/client/errors.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Invocation } from "../command.ts";
import { ownClient, type OwnClient, textOption } from "./own-client.ts";
import { accountText, clockText } from "./request-rows.ts";
import { screenTargets, showAnswer, type Standing } from "./screen.ts";
import { documentAnswer, requestAnswer, type StopAnswer } from "./stop-answers.ts";

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
  const show = ({ standing, answer }: Said): number => {
    showAnswer(invocation, targets, standing, answer);
    return answer.exit ?? 0;
  };
  if (textOption(invocation.options, "broker") !== null) return show(await atDoor(client, word, asked));
  try {
    return show(await atGate(client, word, asked));
  } catch (error) {
    if (!(error instanceof CodedError) || !pastTheGate.test(error.row.code) || client.door === null) throw error;
    io.err(`${error.message} [${error.row.code}]. Going past the gate, to the broker's own door.\n`);
    return show(await atDoor(client, word, asked));
  }
}

interface Said {
  readonly standing: Standing;
  readonly answer: StopAnswer;
}

async function atGate({ deps, enter }: OwnClient, word: Word, asked: string | null): Promise<Said> {
  const entered = await enter();
  const { gate, self } = deps;
  try {
    const open = await gate.requests({ open: true });
    if (isDocumentHash(word, asked) && !open.some(({ requestHash }) => requestHash === asked)) {
      const scene = { ...entered, person: self.person.id };
      const stopped = await stopDocumentByGate(gate, scene, { hash: asked, nowSeconds: nowSeconds(deps) });
      return { standing: entered, answer: documentAnswer(asked, stopped) };
    }
    const requestId = findRequest(asked, open);
    const target = targetOf(requestId, await gate.request(requestId));
    const scene: StopScene = { ...entered, person: self.person.id };
    if (word === "seen")
      return { standing: entered, answer: seenAnswer(target, await saySeen({ gate }, scene, target), "gate") };
    const stopped = await stopByGate(gate, scene, word, target);
    return { standing: entered, answer: requestAnswer(target, word, stopped) };
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
      const stopped = await stopDocumentAtDoor(door, scene, asked, status.brokerCheckpoint.size);
      return { standing, answer: documentAnswer(asked, stopped) };
    }
    const target = found;
    if (word === "seen")
      return { standing, answer: seenAnswer(target, await saySeen({ door }, scene, target), "door") };
    const stopped = await stopAtDoor(door, scene, word, target);
    return { standing, answer: requestAnswer(target, word, stopped) };
  } finally {
    hand.end();
  }
}

/** A veto can also be about a document that waits: a roster, a release policy; it goes by its hash. */
function isDocumentHash(word: Word, asked: string | null): asked is string {
  return word === "veto" && asked !== null && /^[A-Za-z0-9_-]{43}$/.test(asked);
}

/** The request by its own bytes; a stop is signed for these whatever the gate says beside them. */
function targetOf(asked: string, { signed }: ShownRequest): StopTarget {
  const { document, hash } = readCustodyDocumentOf("rw.request/v1", bytesOf(signed.document));
  if (document.requestId !== asked) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: asked });
  return { requestId: document.requestId, requestHash: hash, account: document.account };
}

function seenAnswer(target: StopTarget, { dueAt }: { readonly dueAt: number | null }, by: "gate" | "door"): StopAnswer {
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
