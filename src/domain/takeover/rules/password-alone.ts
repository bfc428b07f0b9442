import { certaintyOf, inference, type Rule } from "../rule.ts";

/** R2: where no MFA is left, the password is enough. */
export const passwordAlone: Rule = {
  id: "R2",
  title: "Sign in with the password alone",
  basis: "documented",
  why: "Without MFA the password opens the console. The occasional mail code and the 35 days to register MFA stop nobody: the attacker registers a device of his own.",
  infer: (shape) => {
    const bare = certaintyOf(shape.flags.mfa === "no" ? "yes" : shape.flags.mfa === "yes" ? "no" : "unknown");
    return [
      ...(bare === null ? [] : [inference("R2", { head: "no-mfa", certainty: bare })]),
      inference("R2", {
        head: "session",
        needs: ["signin-ok", "password", "no-mfa"],
        tell: "sign in as root with the password; no MFA is asked for",
      }),
    ];
  },
};
