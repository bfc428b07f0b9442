import { AwsFailure } from "../aws-failure.ts";
import { humanStateOf } from "../human/human-state.ts";
import { result, type Handler } from "../aws-service.ts";
import { findTarget } from "./find-target.ts";
import { requiredText } from "./text-field.ts";

const codeLifeMs = 10 * 60_000;

/** SendPhoneNumberVerification: sends a code to the primary contact's phone as it is now. */
export const sendPhoneNumberVerification: Handler = (call) => {
  const target = findTarget(call, "own-or-central");
  if (target.verification === "NOT_SUPPORTED") {
    throw new AwsFailure("ValidationException", 400, "Phone number verification is not supported for this number");
  }
  if (target.verification === "VERIFIED") return result({ Status: "VERIFIED" });
  const code = call.state.random.digits(6);
  const now = call.state.clock.now();
  target.phoneOtp = { code, expiresAt: now + codeLifeMs };
  target.verification = "PENDING";
  humanStateOf(call.state).phones.ring({ number: target.contact.PhoneNumber, kind: "sms", code, at: now });
  return result({ Status: "PENDING" });
};

/** VerifyPhoneNumber: the code makes the number VERIFIED, whoever holds the phone. */
export const verifyPhoneNumber: Handler = (call) => {
  const target = findTarget(call, "own-or-central");
  const otp = requiredText(call.input, "Otp", { max: 10 });
  const sent = target.phoneOtp;
  if (sent === null || sent.expiresAt <= call.state.clock.now() || sent.code !== otp) {
    throw new AwsFailure("ValidationException", 400, "The verification code is wrong or has expired");
  }
  target.phoneOtp = null;
  target.verification = "VERIFIED";
  return result({ Status: "VERIFIED" });
};
