import { CodedError } from "../../domain/core/coded-error.ts";
import { ledgerErrors } from "../../domain/ledger/errors.ts";
import { emptyRoot } from "../../domain/ledger/merkle/tree-hash.ts";
import { type SigningKey, verifierKeyOf } from "../../domain/ledger/note/signing-key.ts";
import type { CustodyLog } from "../../world/ledger-files/custody-log.ts";

/** Stands where a log on disk is in quarantine: nothing is read of it and nothing written. */
export function shutLog(key: SigningKey): CustodyLog {
  const shut = (): never => {
    throw new CodedError(ledgerErrors.LEDGER_BEHIND);
  };
  return {
    origin: key.name,
    verifier: verifierKeyOf("log", key),
    head: { size: 0, root: emptyRoot() },
    latest: null,
    append: shut,
    entries: () => [],
    compare: () => ledgerErrors.LEDGER_BEHIND,
    keepCosigned: shut,
    publicFile: () => null,
    consistencyProof: shut,
    syncs: 0,
    close: () => undefined,
  };
}
