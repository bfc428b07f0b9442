import { inference, perGiver, type Rule } from "../rule.ts";

/** R17: SCPs end when the account leaves the organization or somebody edits them. */
export const outsideGuards: Rule = {
  id: "R17",
  title: "Get out from under the SCPs",
  basis: "unverified",
  why: "An account that leaves, or is removed, loses its SCPs, RCPs and central control. Leaving needs a support plan, a verified contact and a payment method, which nobody can read, so it is only possible; so is recovery by mail afterwards. Editing the policies from management is certain.",
  infer: (shape, givers) => {
    if (shape.kind !== "member") return [];
    const editors = givers("org:policy-edit");
    return [
      ...perGiver("R17", givers("leave-org"), {
        head: "left-org",
        certainty: "possible",
        tell: "take the account out of the organization through {leaf}",
      }),
      ...perGiver("R17", editors, {
        head: "left-org",
        certainty: "possible",
        tell: "remove the account from the organization through {leaf}",
      }),
      ...perGiver("R17", editors, {
        head: "scp-edited",
        tell: "take the service control policy off the account through {leaf}",
      }),
      inference("R17", { head: "scp-off", needs: ["left-org"] }),
      inference("R17", { head: "scp-off", needs: ["scp-edited"] }),
      ...perGiver("R17", givers("contact-write-but-scp"), {
        head: "contact-write",
        needs: ["scp-off"],
        tell: "change the phone on record to your own through {leaf}",
      }),
      ...perGiver("R17", givers("wall-off-but-scp"), {
        head: "local-wall-off",
        needs: ["scp-off"],
        tell: "delete the account's sign-in configuration through {leaf}",
      }),
      ...(shape.flags.password === "yes"
        ? []
        : [inference("R17", { head: "recoverable", needs: ["left-org"], certainty: "possible" })]),
      ...(shape.wall.rcp === "none" ? [] : [inference("R17", { head: "past-rcp-wall", needs: ["left-org"] })]),
    ];
  },
};
