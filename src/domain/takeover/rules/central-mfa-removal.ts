import { inference, type Rule } from "../rule.ts";
import { pastTargetScp } from "./past-target-scp.ts";

/** R11: a central session removes the MFA devices of a member's root. */
export const centralMfaRemoval: Rule = {
  id: "R11",
  title: "Remove MFA centrally",
  basis: "documented",
  why: "AssumeRoot with the delete task calls DeactivateMFADevice and leaves the password alone. The target's SCPs bind that session.",
  infer: (shape) => {
    if (shape.kind !== "member" || shape.flags.mfa === "no") return [];
    return pastTargetScp(shape.centralSessions.deactivateMfa).map((past) =>
      inference("R11", {
        head: "no-mfa",
        needs: ["feature-on:credentials", ...past.needs, "holds:org:assume-root:delete"],
        certainty: past.certainty,
      }),
    );
  },
};
