import type { ClientDeps } from "../ports/client-deps.ts";
import { type Visit, visit } from "../pins/visit.ts";
import { forgetEnded } from "../request/forget-ended.ts";
import { type OwnHand, ownHand } from "./own-hand.ts";

/** A person who has signed in, and what was verified since. */
export interface Entered extends Visit {
  readonly hand: OwnHand;
}

/**
 * Signs in at the gate, looks around, and deletes what is left of ended requests. `typedHash` is a roster's hash that the
 * person typed, else `null`. Throws like `visit`.
 */
export async function enter(deps: ClientDeps, typedHash: string | null): Promise<Entered> {
  forgetEnded(deps);
  const hand = ownHand(deps);
  const signed = async () => (await hand.sign("rw.sign-in/v1", ({ signer, ...scene }) => ({ ...scene, signer }))).wire;
  await deps.gate.signIn(await signed(), signed);
  return { ...(await visit(deps, typedHash)), hand };
}
