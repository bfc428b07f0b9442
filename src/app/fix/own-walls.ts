import type { Guard } from "../../domain/guards/guard.ts";
import { signinAccountGuard } from "../../domain/guards/p7-signin-account.ts";
import type { GuardInPlace } from "../../domain/guards/plan/plan.ts";
import type { Analysis } from "../scan/analyse/analyse.ts";
import { guardFactsOf } from "../scan/analyse/guard-facts-of.ts";
import { DocumentShelf } from "../scan/reach/document-shelf.ts";
import { OrganizationGuards } from "../scan/reach/organization-guards.ts";
import type { FixAsk } from "./fix-ask.ts";
import type { FixSite } from "./site-of.ts";

/** The sign-in policies of accounts that no RCP reaches. */
export interface OwnWalls {
  readonly guards: readonly { readonly account: string; readonly guard: Guard }[];
  readonly inPlace: readonly GuardInPlace[];
  /** Why an account gets none, as sentences. */
  readonly notes: readonly string[];
}

/**
 * P7 for management and stand-alone accounts that have no wall of their own. None is built whose recovery principal could
 * not take it down again.
 */
export async function ownWalls(ask: FixAsk, { site, outOfReach }: FixSite, before: Analysis): Promise<OwnWalls> {
  const { organization, accounts, manifest, document } = ask.snapshot;
  const shelf = new OrganizationGuards(organization, new DocumentShelf(document));
  const guards: { account: string; guard: Guard }[] = [];
  const inPlace: GuardInPlace[] = [];
  const notes: string[] = [];
  for (const account of accounts.filter(({ id }) => outOfReach.includes(id))) {
    const { wall } = guardFactsOf(account, organization, await shelf.of(account), manifest.partition);
    if (wall.account === "deny" || wall.account === "network") {
      inPlace.push({ id: "P7", title: `Sign-in policy of ${account.id}` });
      continue;
    }
    const guard = signinAccountGuard(site, account.id);
    if (guard === null) {
      notes.push(
        `No sign-in policy (P7) for ${account.id}: it needs --network with one CIDR block and --recovery-principal with the ARN of a principal of that account.`,
      );
      continue;
    }
    const recovery = site.recoveryPrincipals.find((arn) => arn.includes(`::${account.id}:`) && !arn.includes("*"));
    const known = before.whoCan.get(account.id);
    const grip = known?.actors.find(({ arn }) => arn === recovery)?.effects.get("wall-off");
    if (known?.status === "known" && (grip === undefined || grip.through.length > 1)) {
      notes.push(
        `No sign-in policy (P7) for ${account.id}: ${recovery ?? ""} may not call signin:DeleteConsoleAuthorizationConfiguration there, so nobody could take the wall down after a lock-out.`,
      );
      continue;
    }
    guards.push({ account: account.id, guard });
  }
  return { guards, inPlace, notes };
}
