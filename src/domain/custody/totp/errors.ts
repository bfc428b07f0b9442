import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with the making of one-time codes. */
export const totpErrors = errorRows({
  CUSTODY_CLOCK_IMPOSSIBLE: {
    http: 503,
    exit: 2,
    title: "The time is not one that a code can be made for",
    hint: "Set this host's clock and start its time service, then ask again. No code was made.",
  },
  CUSTODY_SEED_EMPTY: {
    http: 500,
    exit: 3,
    title: "A seed has no bytes",
    hint: "Every program would make the same codes from it. Enrol a new device for this account.",
  },
});
