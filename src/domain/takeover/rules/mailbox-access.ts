import { perGiver, type Rule } from "../rule.ts";

/** R12: every way to read what arrives at the root mailbox. */
export const mailboxAccess: Rule = {
  id: "R12",
  title: "Read the root mailbox",
  basis: "documented",
  why: "Its readers, whoever sits on the way of its mail, and whoever controls the registration, the DNS or the mail tenant of its domain. AWS itself tells owners of a lost mailbox to make the address again.",
  infer: (_shape, givers) => [
    ...perGiver("R12", givers("mailbox-reader"), { head: "mailbox", tell: "read the root mailbox {leaf}" }),
    ...perGiver("R12", givers("interception"), { head: "mailbox", tell: "read the mail to {leaf} on its way" }),
    ...perGiver("R12", givers("registrar"), {
      head: "mailbox",
      tell: "take over the registration of {leaf} and receive the root mail",
    }),
    ...perGiver("R12", givers("dns"), {
      head: "mailbox",
      tell: "point the MX records of {leaf} at a server of your own and receive the root mail",
    }),
    ...perGiver("R12", givers("mail-tenant"), {
      head: "mailbox",
      tell: "open the root mailbox as an administrator of {leaf}",
    }),
  ],
};
