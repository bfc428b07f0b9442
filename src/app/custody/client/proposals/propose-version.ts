import { CodedError } from "../../../../domain/core/coded-error.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../../domain/crypto/canonical-json.ts";
import { readCustodyDocument } from "../../../../domain/custody/documents/read-custody-document.ts";
import { checkRoster } from "../../../../domain/custody/roster/check-roster.ts";
import { clientErrors } from "../errors.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { Entered } from "../signing/enter.ts";

/**
 * Puts the next roster or release policy up for approvals: what a person edited, with the number, the hash of the version in
 * force, time and nonce set here. Returns its hash. Throws `CLIENT_NO_NEXT_VERSION`, `CUSTODY_DOCUMENT_FOREIGN`,
 * `CUSTODY_ROSTER_UNFIT`, `CUSTODY_WRONG_VAULT`.
 */
export async function proposeVersion(
  deps: Pick<ClientDeps, "gate" | "randomBytes" | "nowMs">,
  { view, policy, policyHash }: Entered,
  edited: unknown,
): Promise<string> {
  const fields =
    typeof edited === "object" && edited !== null ? new Map<string, unknown>(Object.entries(edited)) : null;
  const type = fields?.get("type");
  const inForce =
    type === "rw.roster/v1"
      ? { version: view.version, hash: view.hash }
      : type === "rw.release-policy/v1"
        ? { version: policy.version, hash: policyHash }
        : null;
  if (fields === null || inForce === null) throw new CodedError(clientErrors.CLIENT_NO_NEXT_VERSION);
  const bytes = canonicalBytes({
    ...Object.fromEntries(fields),
    deployment: view.deployment,
    version: inForce.version + 1,
    previous: inForce.hash,
    at: nowSeconds(deps),
    nonce: toBase64url(deps.randomBytes(16)),
  });
  const { document, hash } = readCustodyDocument(bytes);
  const unfit = document.type === "rw.roster/v1" ? checkRoster(document) : null;
  if (unfit !== null) throw new CodedError(unfit.row, { detail: unfit.detail });
  const shown = await deps.gate.propose({ document: toBase64url(bytes) });
  if (shown !== hash) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: hash });
  return hash;
}
