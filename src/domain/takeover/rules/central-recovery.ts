import { inference, type Rule } from "../rule.ts";
import { pastTargetScp } from "./past-target-scp.ts";

/** R9: a central session allows password recovery for a member without password. */
export const centralRecovery: Rule = {
  id: "R9",
  title: "Allow password recovery centrally",
  basis: "captured",
  why: "AssumeRoot with the create task calls CreateLoginProfile, after which 'Forgot password' works again. The target's SCPs bind that session: denying iam:CreateLoginProfile to it closes the way.",
  infer: (shape) => {
    if (shape.kind !== "member" || shape.flags.password === "yes") return [];
    return pastTargetScp(shape.centralSessions.createLoginProfile).map((past) =>
      inference("R9", {
        head: "recoverable",
        needs: ["feature-on:credentials", ...past.needs, "holds:org:assume-root:create"],
        certainty: past.certainty,
      }),
    );
  },
};
