import { errorRows } from "../../../domain/core/error-row.ts";

/** Error rows of the policy fix writer. */
export const policyFixErrors = errorRows({
  POLICY_FIX_ONE_DOCUMENT: {
    http: 422,
    exit: 2,
    title: "A fix is written for one policy document, and the file holds something else",
    hint: "Write the document named into a file of its own and fix that. Of a Terraform plan: fix the document in the source that the plan was made of.",
  },
  POLICY_FIX_WORSE: {
    http: 500,
    exit: 2,
    title: "The fixed document would let more pass without MFA, so it was not written",
    hint: "This is a defect of ours: please report the document. Attach the guard as a policy of its own meanwhile.",
  },
  POLICY_FIX_TEXT: {
    http: 500,
    exit: 2,
    title: "The edited text does not say what was proven, so it was not written",
    hint: "This is a defect of ours: please report the document. Writing it with one element a line may help meanwhile.",
  },
});
