import { certaintyOf, perGiver, type Rule } from "../rule.ts";

/** R14: an active root access key is root. */
export const rootAccessKey: Rule = {
  id: "R14",
  title: "Use the root access key",
  basis: "documented",
  why: "A signed call needs no console, no MFA and no sign-in page, so no wall stops it; GetFederationToken even opens a console for an hour. SCPs limit what the key may do in a member.",
  infer: (shape, givers) => {
    const certainty = certaintyOf(shape.flags.keys);
    if (certainty === null) return [];
    const tell = "sign calls as root with {leaf}";
    return perGiver("R14", givers("root-key"), { head: "session", certainty, tell });
  },
};
