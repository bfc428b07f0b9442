import type { Guard, GuardSite } from "./guard.ts";
import { contactsGuard } from "./p1-contacts.ts";
import { managementBoundary, standaloneBoundary } from "./own-boundary.ts";
import { centralGuard } from "./p2-central.ts";
import { membershipGuard } from "./p3-membership.ts";
import { rootGuard } from "./p4-root.ts";
import { signinProtectGuard } from "./p5-signin-protect.ts";
import { signinRcpGuard } from "./p6-signin-rcp.ts";

/**
 * Every guard of the site but the accounts' own sign-in policies (P7): in an organization P1–P6 with the boundary of the
 * management account, for stand-alone accounts the boundary against contact writes.
 */
export function guardsFor(site: GuardSite, standalone: readonly string[]): readonly Guard[] {
  const boundary = managementBoundary(site);
  if (boundary === null) return standalone.map((account) => standaloneBoundary(site, account));
  return [
    contactsGuard(site),
    centralGuard(site),
    boundary,
    membershipGuard(site),
    rootGuard(site),
    signinProtectGuard(site),
    signinRcpGuard(site),
  ];
}
