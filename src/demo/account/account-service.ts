import { instantOfMillis } from "../../domain/core/instant.ts";
import { result, type AwsService, type Handler } from "../aws-service.ts";
import { deleteAlternateContact, getAlternateContact, putAlternateContact } from "./alternate-handlers.ts";
import { getContactInformation, putContactInformation } from "./contact-handlers.ts";
import {
  acceptPrimaryEmailUpdate,
  getPrimaryEmail,
  getPrimaryEmailUpdateStatus,
  startPrimaryEmailUpdate,
} from "./email-handlers.ts";
import { findTarget } from "./find-target.ts";
import { sendPhoneNumberVerification, verifyPhoneNumber } from "./phone-handlers.ts";

const getAccountInformation: Handler = (call) => {
  const target = findTarget(call, "own-or-central");
  return result({
    AccountId: target.id,
    AccountName: target.name,
    AccountCreatedDate: instantOfMillis(target.createdAt),
    AccountState: target.state,
  });
};

const handlers: Readonly<Record<string, Handler>> = {
  GetContactInformation: getContactInformation,
  PutContactInformation: putContactInformation,
  GetAlternateContact: getAlternateContact,
  PutAlternateContact: putAlternateContact,
  DeleteAlternateContact: deleteAlternateContact,
  GetPrimaryEmail: getPrimaryEmail,
  GetPrimaryEmailUpdateStatus: getPrimaryEmailUpdateStatus,
  StartPrimaryEmailUpdate: startPrimaryEmailUpdate,
  AcceptPrimaryEmailUpdate: acceptPrimaryEmailUpdate,
  GetAccountInformation: getAccountInformation,
  SendPhoneNumberVerification: sendPhoneNumberVerification,
  VerifyPhoneNumber: verifyPhoneNumber,
};

/** Quotas that AWS words as "per caller" whichever way the others are meant. */
const alwaysByCaller = [
  "GetPrimaryEmail",
  "StartPrimaryEmailUpdate",
  "AcceptPrimaryEmailUpdate",
  "GetAccountInformation",
];

/** Account Management; `PretendState.accountQuotas` says whose the quotas are. */
export const accountService: AwsService = {
  name: "account",
  protocol: "rest-json",
  handlers,
  route: ({ method, path }) => {
    const operation = path.slice(1, 2).toUpperCase() + path.slice(2);
    return method === "POST" && Object.hasOwn(handlers, operation) ? { operation } : null;
  },
  deniedCode: "AccessDeniedException",
  deniedStatus: 403,
  throttle: { code: "TooManyRequestsException", status: 429, message: "Rate exceeded" },
  bucketOf: (operation, input, caller, state) => {
    const target = input["AccountId"];
    const byTarget = state.accountQuotas === "target" && !alwaysByCaller.includes(operation);
    return { group: `account:${operation}`, owner: byTarget && typeof target === "string" ? target : caller };
  },
};
