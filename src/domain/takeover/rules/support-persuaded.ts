import type { Rule } from "../rule.ts";

/** R16: AWS Support lets somebody in. Never part of a path: nothing in the account can cut it. */
export const supportPersuaded: Rule = {
  id: "R16",
  title: "AWS Support persuaded",
  basis: "documented",
  why: "Support may restore access after proof by mail, phone, security questions or an affidavit. It cannot be switched off, so it is told apart and counted nowhere.",
  infer: () => [],
};
