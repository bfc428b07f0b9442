import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import type { ShownAccount } from "../../../app/custody/client/ports/gate.ts";
import type { Entered } from "../../../app/custody/client/signing/enter.ts";
import { addSeed } from "../../../app/custody/client/vault/add-seed.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import type { Invocation } from "../command.ts";
import { beginProof } from "./begin-proof.ts";
import { showNewPair } from "./show-new-pair.ts";

/** Brings the seed of a device that is being set up, shows its codes, and asks AWS whether it has taken them; returns the exit code. */
export async function enrolDevice(
  invocation: Invocation,
  deps: ClientDeps,
  entered: Entered,
  { account, name, S }: ShownAccount,
  seed: Secret<Uint8Array>,
): Promise<number> {
  const proof = await beginProof(invocation, deps, entered, account);
  try {
    const stored = await addSeed(deps, entered, { account, newest: S?.version ?? null, origin: "new-device", seed });
    seed.wipe();
    const isProofNext = proof !== null;
    await showNewPair(invocation, deps, entered, { account, name, version: stored.version, second: null, isProofNext });
    return proof === null ? 0 : await proof.end({ account, name, ...stored });
  } finally {
    proof?.close();
  }
}
