import { AwsFailure } from "../aws-failure.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { AccountState, AlternateType } from "../state/account-state.ts";
import { findTarget } from "./find-target.ts";
import { requiredText } from "./text-field.ts";

/** GetAlternateContact: 404 ResourceNotFoundException when there is none of that kind. */
export const getAlternateContact: Handler = (call) => {
  const { target, type } = alternateOf(call);
  const record = target.alternates.get(type);
  if (record === undefined) throw notFound();
  return result({ AlternateContact: { ...record, AlternateContactType: type } });
};

/** PutAlternateContact: sets or replaces one. */
export const putAlternateContact: Handler = (call) => {
  const { target, type } = alternateOf(call);
  target.alternates.set(type, {
    Name: requiredText(call.input, "Name", { max: 64 }),
    Title: requiredText(call.input, "Title", { max: 50 }),
    EmailAddress: requiredText(call.input, "EmailAddress", { max: 254, pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ }),
    PhoneNumber: requiredText(call.input, "PhoneNumber", { max: 25, pattern: /^[\s0-9()+-]+$/ }),
  });
  return result();
};

/** DeleteAlternateContact. */
export const deleteAlternateContact: Handler = (call) => {
  const { target, type } = alternateOf(call);
  if (!target.alternates.delete(type)) throw notFound();
  return result();
};

/** A type that AWS does not know is answered with AccessDeniedException, not with a validation error. */
function alternateOf(call: Call): { readonly target: AccountState; readonly type: AlternateType } {
  const type = alternateType(call.input["AlternateContactType"]);
  if (type === null) {
    const message = `User: ${call.caller.arn} is not authorized to perform: account:${call.operation}`;
    throw new AwsFailure("AccessDeniedException", 403, message);
  }
  return { target: findTarget(call, "own-or-central", { "account:AlternateContactTypes": [type] }), type };
}

function alternateType(value: unknown): AlternateType | null {
  return value === "BILLING" || value === "OPERATIONS" || value === "SECURITY" ? value : null;
}

function notFound(): AwsFailure {
  return new AwsFailure("ResourceNotFoundException", 404, "No contact of the inputted alternate contact type found.");
}
