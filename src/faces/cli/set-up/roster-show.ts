import { showDraft } from "../../../app/custody/set-up/show-draft.ts";
import { setUpErrors } from "../../../app/custody/set-up/errors.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Invocation } from "../command.ts";
import { documentFacts, documentLines } from "./document-lines.ts";
import { draftOf } from "./draft-of.ts";
import { writeOutcome } from "./write-outcome.ts";

/** Shows the draft's people, what is missing, and once signing has begun what is signed; returns the exit code. */
export function runRosterShow(invocation: Invocation): number {
  const { draft } = draftOf(invocation);
  const { deployment, people, documents, signed, missing, warnings } = showDraft(draft);
  if (invocation.options["hash"] === true) {
    if (documents === null) throw new CodedError(setUpErrors.SETUP_STEP_DUE, { detail: "nobody has signed yet" });
    invocation.io.out(`${documents.roster.hash}\n`);
    return 0;
  }
  const facts = {
    people,
    missing,
    warnings,
    signed,
    ...(documents === null ? {} : documentFacts(documents)),
  };
  const listed = people.map(({ id, name, roles }) => `${id.padEnd(12)} ${name}: ${roles.join(", ")}`);
  writeOutcome(invocation, {
    deployment,
    schema: "rootward.roster-show/v1",
    facts,
    lines: [
      ...(documents === null ? listed : documentLines(documents)),
      ...missing.map((each) => `still missing: ${each}`),
      ...warnings.map((each) => `mind: ${each}`),
      documents === null ? "nobody has signed yet" : `signed by ${signed.join(", ")}`,
    ],
  });
  return 0;
}
