import type { Guard, GuardSite } from "./guard.ts";
import { contactsGuard } from "./p1-contacts.ts";
import { centralGuard, managementBoundary } from "./p2-central.ts";
import { membershipGuard } from "./p3-membership.ts";
import { rootGuard } from "./p4-root.ts";
import { signinProtectGuard } from "./p5-signin-protect.ts";
import { signinRcpGuard } from "./p6-signin-rcp.ts";
import { signinAccountGuard } from "./p7-signin-account.ts";

/**
 * Every guard that fits the site. In an organization P1–P6 and the boundary of the management account; P7 for the
 * accounts out of reach of RCPs, where a recovery principal and a network are known.
 */
export function guardsFor(site: GuardSite, outOfReach: readonly string[]): readonly Guard[] {
  const boundary = managementBoundary(site);
  const inOrganization =
    site.management === null
      ? []
      : [
          contactsGuard(site),
          centralGuard(site),
          ...(boundary === null ? [] : [boundary]),
          membershipGuard(site),
          rootGuard(site),
          signinProtectGuard(site),
          signinRcpGuard(site),
        ];
  const own = outOfReach.flatMap((account) => signinAccountGuard(site, account) ?? []);
  return [...inOrganization, ...own];
}
