import { centralProbes } from "./central-probes.ts";
import { centralStatements } from "./central-statements.ts";
import type { Guard, GuardSite } from "./guard.ts";

/** P2 for delegated administrators: an SCP. */
export function centralGuard(site: GuardSite): Guard {
  return {
    id: "P2",
    name: "rootward-p2-central",
    title: "SCP: central root and root-mail moves only by declared roles",
    kind: "scp",
    document: { Version: "2012-10-17", Statement: centralStatements(site) },
    ...centralProbes(site, site.member, false),
    warnings: [
      "It binds delegated administrators; the management account is out of reach of SCPs and gets the same as a permissions boundary.",
      "Allowing a member's root password again (task IAMCreateRootUserPassword) is refused to everybody: lift the guard for that day.",
    ],
  };
}
