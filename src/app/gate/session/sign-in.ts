import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { Secret } from "../../../domain/core/secret.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { GateStore, KeptSession } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { recordIfWritable } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { actorOf, insistNew, spend, verifyAs } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";

/** A session lasts so long, in seconds, and is not prolonged. */
export const sessionSeconds = 900;
/** A person has at most so many sessions; the oldest gives way. */
const mostOfPerson = 10;
/** All persons together. */
const mostOfAll = 5000;

/** Takes `rw.sign-in/v1`: a fresh signature stands for a sign-in. The token is in no store, only its hash. */
export const signIn =
  (gate: Gate) =>
  (signed: SignedWire): { readonly token: Secret; readonly session: KeptSession } => {
    const verified = verifyAs(gate, "rw.sign-in/v1", signed);
    insistNew(gate, verified);
    const { store, random } = gate;
    const token = toBase64url(random(32));
    const now = nowSeconds(gate);
    const { person, cred, via } = verified.signer;
    const session: KeptSession = {
      tokenHash: tokenHash(token),
      person,
      cred,
      via,
      createdAt: now,
      expiresAt: now + sessionSeconds,
    };
    // Who only looks or stops something must get in also when nothing can be written.
    recordIfWritable(gate, (tell) => {
      store.sessions.prune(now);
      const own = store.sessions.ofPerson(person);
      for (const old of own.slice(0, Math.max(0, own.length - mostOfPerson + 1))) store.sessions.remove(old.tokenHash);
      if (store.sessions.count() >= mostOfAll) refuse(gateErrors.GATE_BUSY, "sessions");
      store.sessions.put(session);
      spend(gate, verified);
      if (verified.hasCounterRegressed) {
        tell({ type: "credential.counter_regressed", actor: actorOf(verified), d: {} });
      }
      const { authTime } = verified.signer;
      tell({ type: "auth.signed_in", actor: actorOf(verified), d: { authTime, offline: via === "offline" } });
    });
    return { token: new Secret(token), session };
  };

/** The session of a token; `null` when it is over, never was, or its person or key left the roster. */
export function findSession({ store }: { readonly store: GateStore }, token: string, now: number): KeptSession | null {
  const session = store.sessions.get(tokenHash(token));
  return session !== null && now < session.expiresAt ? session : null;
}

function tokenHash(token: string): string {
  return toBase64url(sha256(utf8(token)));
}
