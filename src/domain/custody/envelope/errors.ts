import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with the sealing of a row. */
export const envelopeErrors = errorRows({
  CUSTODY_PLACE_IMPOSSIBLE: {
    http: 500,
    exit: 3,
    title: "A sealed row cannot stand where it is said to stand",
    hint: "The row's key columns (vault, deployment, account, kind, version) do not fit each other. Restore the row from the backup of its own vault.",
  },
  CUSTODY_KEY_LENGTH: {
    http: 500,
    exit: 3,
    title: "A key or nonce does not have the length it must have",
    hint: "A key file holds something else than the key it is named after. Restore it from where it was made.",
  },
});
