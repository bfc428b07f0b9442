import { inference, type Rule } from "../rule.ts";

/** R7: management or a delegate writes the contact of a member. */
export const centralContactWrite: Rule = {
  id: "R7",
  title: "Change the contact from management",
  basis: "documented",
  why: "With trusted access for account management, management and its delegate write the contact of any member. No SCP binds management; only its identity policies do.",
  infer: (shape) =>
    shape.kind === "member"
      ? [
          inference("R7", {
            head: "contact-write",
            needs: ["trusted-access:account", "holds:org:contact-write"],
          }),
        ]
      : [],
};
