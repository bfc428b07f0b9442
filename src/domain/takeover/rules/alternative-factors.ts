import { inference, type Rule } from "../rule.ts";

/** R3: mailbox and phone together replace a lost MFA device. */
export const alternativeFactors: Rule = {
  id: "R3",
  title: "Replace MFA by mail and phone",
  basis: "captured",
  why: "After the password, 'Troubleshoot MFA' sends a link to the root mailbox and calls the primary contact phone as it is at that moment. Both together pass any MFA, at once and without AWS Support.",
  // With unknown MFA this stays certain: where none is set, the password alone is already enough.
  infer: (shape) =>
    shape.flags.mfa === "no"
      ? []
      : [
          inference("R3", {
            head: "session",
            needs: ["signin-ok", "phone", "password", "mailbox"],
            tell: "sign in as root and pass MFA with the link in the mail and the call to the phone",
          }),
        ],
};
