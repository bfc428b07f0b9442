import type { AwsService, Handler } from "../aws-service.ts";
import {
  deleteConsoleAuthorizationConfiguration,
  getConsoleAuthorizationConfiguration,
  putConsoleAuthorizationConfiguration,
} from "./configuration-handlers.ts";
import {
  deleteResourcePermissionStatement,
  getResourcePolicy,
  listResourcePermissionStatements,
  putResourcePermissionStatement,
} from "./statement-handlers.ts";

const handlers: Readonly<Record<string, Handler>> = {
  GetConsoleAuthorizationConfiguration: getConsoleAuthorizationConfiguration,
  PutConsoleAuthorizationConfiguration: putConsoleAuthorizationConfiguration,
  DeleteConsoleAuthorizationConfiguration: deleteConsoleAuthorizationConfiguration,
  GetResourcePolicy: getResourcePolicy,
  ListResourcePermissionStatements: listResourcePermissionStatements,
  PutResourcePermissionStatement: putResourcePermissionStatement,
  DeleteResourcePermissionStatement: deleteResourcePermissionStatement,
};

/** AWS Sign-In's control plane: console authorization and the sign-in resource policy. */
export const signinService: AwsService = {
  name: "signin",
  protocol: "rest-json",
  handlers,
  route: ({ method, path }) => {
    const operation = path
      .slice(1)
      .split("-")
      .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
      .join("");
    return method === "POST" && Object.hasOwn(handlers, operation) ? { operation } : null;
  },
  deniedCode: "AccessDeniedException",
  deniedStatus: 403,
  throttle: { code: "TooManyRequestsError", status: 429, message: "The request was denied due to rate limiting." },
};
