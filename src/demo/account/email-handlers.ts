import { AwsFailure } from "../aws-failure.ts";
import { humanStateOf } from "../human/human-state.ts";
import { result, type Call, type Handler } from "../aws-service.ts";
import type { AccountState } from "../state/account-state.ts";
import { findTarget } from "./find-target.ts";
import { requiredText } from "./text-field.ts";

const hourMs = 3_600_000;
const otpLifeMs = 24 * hourMs;
const publicationMs = 4 * hourMs;
/** At most three starts per target in thirty seconds. */
const startLimit = { count: 3, withinMs: 30_000 };
const startTimes = new WeakMap<AccountState, readonly number[]>();

/** GetPrimaryEmail: of a member, for management or a delegate. */
export const getPrimaryEmail: Handler = (call) => result({ PrimaryEmail: findTarget(call, "central-only").email });

/** GetPrimaryEmailUpdateStatus: `UpdatedAt` is a number of seconds, other than the dates of the same service. */
export const getPrimaryEmailUpdateStatus: Handler = (call) => {
  const { emailUpdate } = findTarget(call, "own-or-central");
  if (emailUpdate === null) throw new AwsFailure("ValidationException", 400, "No email update found for account");
  const now = call.state.clock.now();
  const { status, updatedAt, expiresAt } = emailUpdate;
  const published = status === "ACCEPTED" && now - updatedAt >= publicationMs;
  const lapsed = status === "PENDING" && expiresAt !== null && expiresAt <= now;
  return result({
    Status: published ? "COMPLETED" : lapsed ? "FAILED" : status,
    UpdatedAt: Math.floor(updatedAt / 1000),
  });
};

/** StartPrimaryEmailUpdate: mails six characters to the new address; the old one hears nothing. */
export const startPrimaryEmailUpdate: Handler = (call) => {
  const { target, email } = updateOf(call);
  const now = call.state.clock.now();
  const recent = (startTimes.get(target) ?? []).filter((at) => now - at < startLimit.withinMs);
  if (recent.length >= startLimit.count) throw new AwsFailure("TooManyRequestsException", 429, "Rate exceeded");
  startTimes.set(target, [...recent, now]);
  const taken = [...call.state.accounts.values()].some((one) => one.email.toLowerCase() === email.toLowerCase());
  if (taken) throw new AwsFailure("ConflictException", 409, "The email address is already in use");
  const otp = call.state.random.upper(6);
  target.emailUpdate = { status: "PENDING", updatedAt: now, email, otp, expiresAt: now + otpLifeMs };
  humanStateOf(call.state).mail.deliver({
    to: email,
    from: "no-reply@signup.aws",
    at: now,
    subject: `Verify your new email address for AWS account ${target.id}`,
    otp,
  });
  return result({ Status: "PENDING" });
};

/** AcceptPrimaryEmailUpdate: from now on AWS mails the new address; password, MFA and keys stay. */
export const acceptPrimaryEmailUpdate: Handler = (call) => {
  const { target, email } = updateOf(call);
  const otp = requiredText(call.input, "Otp", { min: 6, max: 6, pattern: /^[a-zA-Z0-9]{6}$/ });
  const pending = target.emailUpdate;
  const now = call.state.clock.now();
  if (pending === null || pending.status !== "PENDING") {
    throw new AwsFailure("ResourceNotFoundException", 404, "There is no pending email update");
  }
  const isAlive = pending.expiresAt !== null && pending.expiresAt > now;
  const isSame = pending.email?.toLowerCase() === email.toLowerCase() && pending.otp === otp;
  if (!isAlive || !isSame) throw new AwsFailure("ValidationException", 400, "The OTP is wrong or has expired");
  target.email = pending.email ?? email;
  target.emailUpdate = { status: "ACCEPTED", updatedAt: now, email: target.email, otp: null, expiresAt: null };
  return result({ Status: "ACCEPTED" });
};

/** The domain of the new address is a condition key, so that a grant can be limited to one's own domains. */
function updateOf(call: Call): { readonly target: AccountState; readonly email: string } {
  const email = requiredText(call.input, "PrimaryEmail", { min: 5, max: 64, pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ });
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return { target: findTarget(call, "central-only", { "account:EmailTargetDomain": domain }), email };
}
