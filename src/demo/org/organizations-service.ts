import type { AwsService } from "../aws-service.ts";
import { membershipOperations } from "./membership-operations.ts";
import { policyOperations } from "./policy-operations.ts";
import { readOperations } from "./read-operations.ts";
import { settingOperations } from "./setting-operations.ts";

/** AWS Organizations. One bucket for the whole organization, as its rates are kept for the management account. */
export const organizationsService: AwsService = {
  name: "organizations",
  protocol: "json-1.1",
  handlers: { ...readOperations, ...policyOperations, ...membershipOperations, ...settingOperations },
  deniedCode: "AccessDeniedException",
  deniedStatus: 400,
  throttle: {
    code: "TooManyRequestsException",
    status: 400,
    message: "You have sent too many requests in too short a period of time.",
  },
  bucketOf: (_operation, _input, callerAccount, state) => ({
    group: "organizations",
    owner: state.organization?.managementId ?? callerAccount,
  }),
};
