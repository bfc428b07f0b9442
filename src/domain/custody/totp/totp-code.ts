import type { Secret } from "../../core/secret.ts";
import { hotp } from "./hotp.ts";
import { awsTotp, type TotpParameters } from "./totp-parameters.ts";

/**
 * The code of one time step (RFC 6238). It takes a step, never a time: which step may be shown, and to whom, is decided and
 * recorded before. Throws `CUSTODY_SEED_EMPTY`, `CUSTODY_CLOCK_IMPOSSIBLE`.
 */
export function totpCode(seed: Secret<Uint8Array>, step: number, parameters: TotpParameters = awsTotp): Secret {
  return hotp(seed, step, parameters);
}
