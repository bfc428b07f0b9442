import { inference, type Rule } from "../rule.ts";

/** R1: the password and a registered factor open the console. */
export const passwordAndFactor: Rule = {
  id: "R1",
  title: "Sign in with password and MFA code",
  basis: "documented",
  why: "The ordinary way in. Only a wall in front of the sign-in page stops somebody who holds both.",
  // Unknown MFA counts as present: a factor that is not asked for does no harm to the attacker.
  infer: (shape) =>
    shape.flags.mfa === "no"
      ? []
      : [
          inference("R1", {
            head: "session",
            needs: ["signin-ok", "password", "mfa-factor"],
            tell: "sign in as root with the password and the MFA code",
          }),
        ],
};
