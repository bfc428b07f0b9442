import { result, type AwsService, type Handler } from "../aws-service.ts";
import { assumeRole } from "./assume-role.ts";
import { assumeRoot } from "./assume-root.ts";
import { callerUserId } from "./caller-user-id.ts";

/** Needs no permission, as in AWS. */
const getCallerIdentity: Handler = ({ caller }) =>
  result({ Arn: caller.arn, UserId: callerUserId(caller), Account: caller.account });

/** The Security Token Service. */
export const stsService: AwsService = {
  name: "sts",
  protocol: "query",
  namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  handlers: { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole, AssumeRoot: assumeRoot },
  deniedCode: "AccessDenied",
  deniedStatus: 403,
  throttle: { code: "Throttling", status: 400, message: "Rate exceeded" },
};
