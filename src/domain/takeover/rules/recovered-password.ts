import { inference, type Rule } from "../rule.ts";

/** R10: once recovery is allowed, the mailbox gives a password to an account that had none. */
export const recoveredPassword: Rule = {
  id: "R10",
  title: "Set a password where there was none",
  basis: "documented",
  why: "A member whose password was deleted cannot use 'Forgot password' until recovery is allowed; from then on the mailbox decides.",
  // With an unknown password this stays certain: where one is set, the mailbox alone is already enough.
  infer: (shape) =>
    shape.flags.password === "yes"
      ? []
      : [
          inference("R10", {
            head: "password",
            needs: ["recoverable", "mailbox"],
            tell: "ask AWS for a root password and set it with the link in the mail",
          }),
        ],
};
