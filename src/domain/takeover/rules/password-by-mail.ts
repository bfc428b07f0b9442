import { certaintyOf, inference, type Rule } from "../rule.ts";

/** R4: whoever reads the root mailbox sets a new root password. */
export const passwordByMail: Rule = {
  id: "R4",
  title: "New password through the root mailbox",
  basis: "documented",
  why: "'Forgot password' mails a link to the root address. It works whenever the account has a root password, which stand-alone and management accounts always have.",
  infer: (shape) => {
    const certainty = certaintyOf(shape.flags.password);
    if (certainty === null) return [];
    const tell = "ask AWS for a new root password and set it with the link in the mail";
    return [inference("R4", { head: "password", needs: ["mailbox"], certainty, tell })];
  },
};
