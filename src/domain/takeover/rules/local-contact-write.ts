import { perGiver, type Rule } from "../rule.ts";

/** R6: a principal of the account that may write its contact. */
export const localContactWrite: Rule = {
  id: "R6",
  title: "Change the contact from inside the account",
  basis: "documented",
  why: "account:PutContactInformation, or aws-portal:ModifyAccount in accounts on the older action set. An SCP (in members), a boundary or the identity policy can take it away.",
  infer: (_shape, givers) =>
    perGiver("R6", givers("contact-write"), {
      head: "contact-write",
      tell: "change the phone on record to your own through {leaf}",
    }),
};
