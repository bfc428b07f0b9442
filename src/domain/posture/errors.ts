import { errorRows } from "../core/error-row.ts";

/** What can go wrong in posture. */
export const postureErrors = errorRows({
  POSTURE_CHECK_UNKNOWN: {
    http: 400,
    exit: 2,
    title: "There is no check with this id",
    hint: "Correct the id; `rootward explain --list` lists all checks.",
  },
});
