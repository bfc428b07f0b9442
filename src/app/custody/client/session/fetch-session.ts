// One AWS session. It is asked for with a fresh signature; the broker judges and logs, a courier opens, and only the key of
// the request or document opens what comes back.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { readFrame } from "../../../../domain/custody/frame/frame.ts";
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import { bytesOf, type SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { AwsSession } from "../../../../domain/custody/sessions/deed.ts";
import { readSessionAnswer } from "../../../../domain/custody/sessions/session-answer.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { signAsk } from "../release/ask.ts";
import { oneTimeKey } from "../release/one-time-key.ts";
import { ownRequest } from "../request/own-request.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";
import type { DecidedDocument } from "./decided-document.ts";
import { documentKey } from "./document-key.ts";

/** What a session is asked under. */
interface SessionAsking {
  readonly documentHash: string;
  readonly n: number;
  /** Account that the session acts in. */
  readonly account: string;
  /** Left out where the document is of no one account. */
  readonly of?: string;
  readonly key: Secret<Uint8Array>;
  readonly release: (wire: SignedWire) => Promise<BrokerReply<"release">>;
}

/**
 * A session as root of the member that an own grant is for, limited to the task in its request; `n` counts the asks from 1.
 * Throws the row of whoever refused, `CLIENT_ITEM_FOREIGN`, `CLIENT_KEYS_GONE`.
 */
export async function fetchGrantSession(
  deps: ClientDeps,
  entered: Entered,
  requestId: string,
  n: number,
): Promise<AwsSession> {
  const { request, requestHash } = ownRequest(deps, requestId);
  const { account } = request;
  const key = await oneTimeKey(deps, requestId, "S");
  const release = async (wire: SignedWire): Promise<BrokerReply<"release">> => {
    const released = await deps.gate.release(requestId, wire);
    return released.kind === "answer" ? released.reply : foreign("a password where a session was asked for");
  };
  return fetch(deps, entered, { documentHash: requestHash, n, account, of: account, key, release });
}

/** A session of a role in the management account for what was decided; for contacts `n` is the batch of the plan. */
export async function fetchDocumentSession(
  deps: ClientDeps,
  entered: Entered,
  { hash, document, plan }: DecidedDocument,
  n: number,
): Promise<AwsSession> {
  const management = document.type === "rw.org-feature/v1" ? document.account : plan?.management;
  if (management === undefined) return foreign("no plan");
  const key = await documentKey(deps, document);
  const release = (wire: SignedWire): Promise<BrokerReply<"release">> => deps.gate.releaseUnder(hash, wire);
  const of = document.type === "rw.org-feature/v1" ? { of: document.account } : {};
  return fetch(deps, entered, { documentHash: hash, n, account: management, ...of, key, release });
}

async function fetch(
  deps: Pick<ClientDeps, "age">,
  entered: Entered,
  { documentHash, n, account, of, key, release }: SessionAsking,
): Promise<AwsSession> {
  try {
    const asking = { documentHash, what: "assume-root", n, ...(of === undefined ? {} : { account: of }) } as const;
    const ask = await signAsk(entered, asking);
    const reply = done(await release(ask.wire));
    if (reply.status === "wait") return foreign("the broker says to wait");
    receiptOf(reply.receipt, { verb: "release", docHash: ask.read.hash }, entered.view);
    if (reply.sealed === undefined) return foreign("no session inside");
    const plain = await deps.age.decrypt(bytesOf(reply.sealed), key);
    try {
      return openAnswer(plain, { deployment: entered.view.deployment, account, documentHash, n });
    } finally {
      plain.wipe();
    }
  } finally {
    key.wipe();
  }
}

function openAnswer(
  plain: Secret<Uint8Array>,
  asked: { readonly deployment: string; readonly account: string; readonly documentHash: string; readonly n: number },
): AwsSession {
  const { deployment, account, documentHash, n } = asked;
  const frame = readFrame({ vault: "S", deployment, account, kind: "session", version: n }, plain);
  if (frame.status !== "read")
    return foreign(frame.status === "other" ? `another ${frame.differs.join(", ")}` : "no frame");
  const read = readSessionAnswer(frame.data);
  frame.data.wipe();
  if (read === null) return foreign("not a session");
  const { requestHash, accessKeyId, secretAccessKey, sessionToken, expiresAt, region } = read;
  if (requestHash !== documentHash) return foreign("a session of another request");
  return { keys: new Secret({ accessKeyId, secretAccessKey, sessionToken }), expiresAt, account, region };
}

function foreign(detail: string): never {
  throw new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail });
}
