import type { AwsService } from "../aws-service.ts";
import { getAccountSummary } from "./account-summary.ts";
import { getAccountAuthorizationDetails } from "./authorization-details.ts";
import { credentialReads } from "./credential-reads.ts";
import { credentialWrites } from "./credential-writes.ts";
import { entityPolicyWrites } from "./entity-policy-writes.ts";
import { featureOperations } from "./feature-operations.ts";
import { managedPolicyWrites } from "./managed-policy-writes.ts";
import { principalWrites } from "./principal-writes.ts";
import { reportOperations } from "./report-operations.ts";

/** Identity and Access Management. */
export const iamService: AwsService = {
  name: "iam",
  protocol: "query",
  namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  handlers: {
    GetAccountSummary: getAccountSummary,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
    ...reportOperations,
    ...credentialReads,
    ...credentialWrites,
    ...featureOperations,
    ...entityPolicyWrites,
    ...managedPolicyWrites,
    ...principalWrites,
  },
  deniedCode: "AccessDenied",
  deniedStatus: 403,
  throttle: { code: "Throttling", status: 400, message: "Rate exceeded" },
};
