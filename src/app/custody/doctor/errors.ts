import { errorRows } from "../../../domain/core/error-row.ts";

/** What can be wrong with an answer about custody that a scan is given. */
export const custodyAnswerErrors = errorRows({
  CUSTODY_ANSWER_MALFORMED: {
    http: 400,
    exit: 2,
    title: "The file is not an answer of the doctor of custody",
    hint: "Make it with: rootward custody doctor -f json=custody.json",
  },
});
