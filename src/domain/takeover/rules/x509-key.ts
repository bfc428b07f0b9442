import { perGiver, type Rule } from "../rule.ts";

/** R15: the key of an active signing certificate, a legacy way that is never certain. */
export const x509Key: Rule = {
  id: "R15",
  title: "Use the X.509 signing key",
  basis: "unverified",
  why: "Signing certificates of root served SOAP calls. How far they still reach is not known, so a path through one is only possible.",
  infer: (shape, givers) =>
    shape.flags.x509 === "no"
      ? []
      : perGiver("R15", givers("x509-key"), {
          head: "session",
          certainty: "possible",
          tell: "sign old-style calls as root with {leaf}",
        }),
};
