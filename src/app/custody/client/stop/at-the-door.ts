// Past the gate: the broker's own door. A gate that was taken over can withhold a veto; here it is not asked.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { readCanonical } from "../../../../domain/crypto/canonical-json.ts";
import type { StatusDocument } from "../../../../domain/custody/documents/broker-documents.ts";
import type { NamedCheckpoint } from "../../../../domain/custody/documents/fields.ts";
import { maxLogEntries } from "../../../../domain/custody/protocol/broker-request.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord, shownBrokerWord } from "../pins/broker-word.ts";
import { type PinnedRules, verifyChains } from "../pins/pinned-rules.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Door } from "../ports/door.ts";
import { done } from "../signing/broker-answer.ts";
import type { StopTarget } from "./stop-request.ts";

/** What is known at the door. */
export interface DoorVisit {
  readonly status: StatusDocument;
  readonly view: RosterView;
  readonly brokerCheckpoint: NamedCheckpoint;
}

/** The rules as they were kept at the last visit of the gate. Throws `CLIENT_NO_PIN`. */
export function keptRules(deps: Pick<ClientDeps, "self" | "nowMs">): PinnedRules {
  const shown = deps.self.chains();
  if (shown === null) {
    throw new CodedError(clientErrors.CLIENT_NO_PIN, {
      detail: "the roster was never fetched from a gate",
      hint: "Run `rootward bg status` once while the gate answers: it keeps the roster, and with it the door works alone.",
    });
  }
  const { pins, person } = deps.self;
  const question = { shown, pins: pins(), typedHash: null, ownSpki: person.spki, nowSeconds: nowSeconds(deps) };
  return verifyChains(question).newest();
}

/**
 * Looks through the door. A status that is not fresh, or under a roster that was never fetched, is no reason to keep a stop
 * back: only its signature matters here. Throws `CLIENT_BROKER_UNPROVEN`.
 */
export async function visitDoor(deps: Pick<ClientDeps, "self" | "nowMs">, door: Door): Promise<DoorVisit> {
  const { view } = keptRules(deps);
  const { signed } = done(await door.status());
  const status = brokerWord("rw.status/v1", signed, view).document;
  return { status, view, brokerCheckpoint: shownBrokerWord("rw.status/v1", signed).document.brokerCheckpoint };
}

/** How many replies of the log are read back from its end when a request is looked for. */
const mostPages = 40;

/** The request of this id, or hash, in the broker's own log: what can be stopped without asking the gate. */
export async function findInLog(door: Door, asked: string, size: number): Promise<StopTarget> {
  for (let page = 1, end = size; page <= mostPages && end > 0; page++) {
    const from = Math.max(0, end - maxLogEntries);
    const { entries } = done(await door.log(from, end - from));
    const found = entries.map((entry) => targetOf(entry, asked)).findLast((target) => target !== null);
    if (found !== undefined) return found;
    end = from;
  }
  throw new CodedError(clientErrors.CLIENT_REQUEST_UNKNOWN, {
    detail: `${asked.slice(0, 64)} is not in the broker's log`,
  });
}

function targetOf(entry: string, asked: string): StopTarget | null {
  const value = readCanonical(bytesOf(entry));
  const type = field(value, "type");
  const requestId = field(value, "request");
  const account = field(value, "account");
  const requestHash = field(inner(value), "requestHash");
  if (type !== "request.created" || requestId === null || account === null || requestHash === null) return null;
  const isMeant = requestId === asked.toUpperCase() || requestHash === asked || account.endsWith(asked);
  return isMeant ? { requestId, requestHash, account } : null;
}

function inner(value: unknown): unknown {
  return typeof value === "object" && value !== null && "d" in value ? value.d : null;
}

function field(value: unknown, name: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof found === "string" ? found : null;
}
