import { errorRows } from "../../../domain/core/error-row.ts";

/** Why an export is not written, or not whole. */
export const exportRunErrors = errorRows({
  EXPORT_NOTHING: {
    http: 409,
    exit: 1,
    title: "There is nothing to be exported",
    hint: "The answer holds no item that this person can open. Sealed accounts open only under a grant of their own.",
  },
  EXPORT_RUNS_DAMAGED: {
    http: 422,
    exit: 2,
    title: "What is remembered of earlier exports cannot be read",
    hint: "It keeps the two vaults' exports apart. Find where the other vault's export lies, then name a new directory with --state DIR.",
  },
  EXPORT_KEY_BESIDE: {
    http: 409,
    exit: 2,
    title: "The key would lie beside the database it opens",
    hint: "Name another directory for the key, best on another device, and carry the two apart.",
  },
});
