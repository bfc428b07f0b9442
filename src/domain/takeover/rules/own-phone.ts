import { inference, type Rule } from "../rule.ts";

/** R5: whoever may write the primary contact puts a phone of his own there. */
export const ownPhone: Rule = {
  id: "R5",
  title: "Put an own phone on record",
  basis: "captured",
  why: "The primary contact phone is the second recovery factor, and PutContactInformation replaces it at once. Verification is no barrier: the attacker verifies his own number.",
  infer: () => [inference("R5", { head: "phone", needs: ["contact-write"] })],
};
