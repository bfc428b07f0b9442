import { errorRows } from "../../domain/core/error-row.ts";

/** Error rows of a scan's waivers, baseline and stored runs. */
export const scanErrors = errorRows({
  SCAN_WAIVERS_MALFORMED: {
    http: 400,
    exit: 2,
    title: "The waiver file is not valid",
    hint: "Correct it at the position given; `rootward schema waivers` prints its JSON Schema.",
  },
  SCAN_WAIVER_UNKNOWN_ID: {
    http: 400,
    exit: 2,
    title: "A waiver names a check that does not exist",
    hint: "`rootward explain --list` shows every id. A waiver names one id; there is no waiver for everything.",
  },
  SCAN_WAIVER_TOO_LONG: {
    http: 400,
    exit: 2,
    title: "A waiver runs for more than 365 days",
    hint: "Set `expires` to at most 365 days from today, and renew it when it still holds.",
  },
  SCAN_WAIVER_REFUSED: {
    http: 403,
    exit: 2,
    title: "This finding cannot be waived by a file",
    hint: "That one person alone can become root is accepted only in the server, by two custodians. Delete the waiver here, and cut the path: `rootward paths --account ID` names the changes.",
  },
  SCAN_BASELINE_MALFORMED: {
    http: 400,
    exit: 2,
    title: "The baseline file is not valid",
    hint: "Write a new one with `rootward scan --write-baseline FILE` and read the difference before you commit it.",
  },
  SCAN_RUN_MALFORMED: {
    http: 400,
    exit: 2,
    title: "The stored run cannot be read",
    hint: "Give a file that `rootward scan -f json=FILE` or `rootward scan -f run=FILE` wrote.",
  },
});
