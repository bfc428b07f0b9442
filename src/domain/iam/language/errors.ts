import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with a policy document or with JSON that people hand in. */
export const iamErrors = errorRows({
  IAM_JSON_SYNTAX: {
    http: 400,
    exit: 2,
    title: "The text is not JSON",
    hint: "Correct the text at the position given. Comments and trailing commas are not JSON.",
  },
  IAM_JSON_DUPLICATE_KEY: {
    http: 400,
    exit: 2,
    title: "A key stands twice in one JSON object",
    hint: "Remove one of the two, or join their values in one list. IAM refuses such a policy, other readers silently keep one of them.",
  },
  IAM_JSON_TOO_DEEP: {
    http: 400,
    exit: 2,
    title: "The JSON is nested too deeply",
    hint: "A policy needs no more than ten levels. Check that the file is the one you meant.",
  },
  IAM_POLICY_SHAPE: {
    http: 400,
    exit: 2,
    title: "The policy document has a wrong shape",
    hint: "Compare the place given with the IAM JSON policy grammar and correct it.",
  },
  IAM_POLICY_ELEMENT: {
    http: 400,
    exit: 2,
    title: "The policy has an element that is not known or not allowed here",
    hint: "Remove the element or correct its name. Names of elements count upper and lower case.",
  },
  IAM_POLICY_VALUE: {
    http: 400,
    exit: 2,
    title: "The policy has a value that AWS does not accept",
    hint: "Correct the value at the position given.",
  },
});
