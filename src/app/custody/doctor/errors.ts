import { errorRows } from "../../../domain/core/error-row.ts";

/** What can be wrong with the doctor's answer that a scan is given, and with what people declare about custody. */
export const custodyAnswerErrors = errorRows({
  CUSTODY_ANSWER_MALFORMED: {
    http: 400,
    exit: 2,
    title: "The file is not an answer of the doctor of custody",
    hint: "Make it with: rootward custody doctor -f json=custody.json",
  },
  CUSTODY_DECLARED_MALFORMED: {
    http: 400,
    exit: 2,
    title: "The custody file is not in the form it must have",
    hint: "Correct the place that is named. `rootward schema custody` prints the form; docs/formats/custody-declared.md has an example.",
  },
});
