import { inference, perGiver, type Rule } from "../rule.ts";
import type { Giver, Givers } from "../shape.ts";

/** R8: management or a delegate moves the root e-mail of a member to a mailbox of the caller's choice. */
export const emailMove: Rule = {
  id: "R8",
  title: "Move the root e-mail",
  basis: "documented",
  why: "StartPrimaryEmailUpdate sends the code to the new address, AcceptPrimaryEmailUpdate takes it; the old mailbox has no say. A grant limited by account:EmailTargetDomain needs a mailbox in that domain.",
  infer: (shape, givers) => {
    if (shape.kind !== "member") return [];
    const whole = inference("R8", {
      head: "mailbox",
      needs: ["trusted-access:account", "holds:org:email-start", "holds:org:email-accept"],
    });
    return [whole, ...givers("mailbox-in-domain").flatMap((giver) => inDomain(giver, givers))];
  },
};

// A move inside one domain: both calls must be allowed for that very domain, by a limited or an unlimited grant.
function inDomain(mailbox: Giver, givers: Givers) {
  const [domain] = mailbox.gift.domains ?? [];
  if (domain === undefined) return [];
  const covers = ({ gift }: Giver) => gift.domains === undefined || gift.domains.includes(domain);
  return [
    ...perGiver("R8", givers("org:email-start").filter(covers), {
      head: `holds:org:email-start@${domain}`,
      tell: `start moving the root e-mail to a mailbox in ${domain} through {leaf}`,
    }),
    ...perGiver("R8", givers("org:email-accept").filter(covers), {
      head: `holds:org:email-accept@${domain}`,
      tell: "accept the new root e-mail through {leaf}",
    }),
    ...perGiver("R8", [mailbox], {
      head: "mailbox",
      needs: ["trusted-access:account", `holds:org:email-start@${domain}`, `holds:org:email-accept@${domain}`],
      tell: "read the new root mailbox, {leaf}",
    }),
  ];
}
