import { certaintyOf, perGiver, type Rule } from "../rule.ts";

/** R20: the password, a factor or the phone is taken from where it is kept. */
export const keptCredentials: Rule = {
  id: "R20",
  title: "Take what is kept",
  basis: "decision",
  why: "The vault with the password, the vault with the seed, the hardware device, the recovery kit, the phone itself. Only things that somebody named are here.",
  infer: (shape, givers) => {
    const password = certaintyOf(shape.flags.password);
    const factors = shape.flags.mfa === "no" ? [] : (["seed-vault", "kit"] as const);
    return [
      ...(password === null
        ? []
        : perGiver("R20", givers("password-vault"), {
            head: "password",
            certainty: password,
            tell: "take the root password from {leaf}",
          })),
      ...factors.flatMap((slot) =>
        perGiver("R20", givers(slot), { head: "mfa-factor", tell: "take an MFA code from {leaf}" }),
      ),
      ...(shape.flags.mfa === "no"
        ? []
        : perGiver("R20", givers("device"), { head: "mfa-factor", tell: "get hold of {leaf}" })),
      ...perGiver("R20", givers("phone"), { head: "phone", tell: "take control of the phone {leaf}" }),
    ];
  },
};
