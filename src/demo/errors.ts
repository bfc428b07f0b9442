import { errorRows } from "../domain/core/error-row.ts";

/** What can be wrong before or around the pretend AWS; what AWS itself would answer is an `AwsFailure`. */
export const demoErrors = errorRows({
  DEMO_FILE_NOT_YAML: {
    http: 400,
    exit: 2,
    title: "The organization file is not YAML",
    hint: "Correct the place that is named. Account ids must stand in quotes.",
  },
  DEMO_FILE_INVALID: {
    http: 400,
    exit: 2,
    title: "The organization file does not have the expected form",
    hint: "Correct the place that is named; unknown keys are refused on purpose.",
  },
  DEMO_FILE_REFERENCE: {
    http: 400,
    exit: 2,
    title: "The organization file names something that it does not contain",
    hint: "Add the missing policy, OU, group or account, or correct the name.",
  },
  DEMO_NO_SUCH_PRINCIPAL: {
    http: 404,
    exit: 2,
    title: "The pretend AWS has no such principal",
    hint: "Ask for the ARN of a user, a role or an account's root that the organization file contains.",
  },
  DEMO_SETUP_REFUSED: {
    http: 401,
    exit: 2,
    title: "The set-up token is missing or wrong",
    hint: "Send the token printed at start as `Authorization: Bearer <token>`.",
  },
  DEMO_SETUP_INVALID: {
    http: 400,
    exit: 2,
    title: "The set-up request does not have the expected form",
    hint: "Correct the property that is named.",
  },
});
