import { errorRows } from "../../domain/core/error-row.ts";

/** What can be wrong with a request to simulate. */
export const policyErrors = errorRows({
  POLICY_REQUEST_SHAPE: {
    http: 400,
    exit: 2,
    title: "The request has a wrong shape",
    hint: "Compare the place given with docs/formats/policy-simulate.md. The file holds one request or a list of them.",
  },
  POLICY_REQUEST_PRINCIPAL: {
    http: 400,
    exit: 2,
    title: "The request's principal is not one that can be evaluated",
    hint: 'Give the ARN of a user, role, session, root or identity provider, a service host, or "anonymous"; or say its kind.',
  },
  POLICY_REQUEST_CONTEXT: {
    http: 400,
    exit: 2,
    title: "The request's context names one key twice",
    hint: "Condition keys ignore upper and lower case. Keep one of the two.",
  },
});
