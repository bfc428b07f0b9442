import { isSeen } from "../../domain/core/fact.ts";
import type { GuardSite } from "../../domain/guards/guard.ts";
import { publicMailDomain } from "../../domain/posture/mailbox/public-mail-domain.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import { isActive } from "../../domain/snapshot/coverage.ts";
import type { FixAsk } from "./fix-ask.ts";

/** The site that guards are made for, and the accounts that no SCP or RCP reaches. */
export interface FixSite {
  readonly site: GuardSite;
  readonly outOfReach: readonly string[];
  /** `o-…`; null without an organization. */
  readonly organization: string | null;
  /** `r-…`; null when the organization's root was not read. */
  readonly root: string | null;
  /** Active members. */
  readonly members: readonly AccountFacts[];
}

/** No account has this id: it stands for the members of an organization that has none yet. */
const nobody = "000000000000";

/** Reads the site from the snapshot, the inventory and the flags. */
export function siteOf(ask: FixAsk): FixSite {
  const { snapshot, inventory } = ask;
  const { organization, roots } = snapshot.organization;
  const org = isSeen(organization) ? organization.value : null;
  const isGuardable = org !== null && org.featureSet === "ALL";
  const members = snapshot.accounts.filter((account) => account.kind === "member" && isActive(account));
  const delegates = new Set(
    Object.values(snapshot.organization.delegates).flatMap((fact) => (isSeen(fact) ? fact.value : [])),
  );
  const plain = members.find(({ id }) => !delegates.has(id)) ?? members[0];
  const { declared } = inventory;
  return {
    site: {
      partition: snapshot.manifest.partition,
      member: plain?.id ?? nobody,
      management: isGuardable ? org.managementAccount : null,
      contactWriters: declared.contactWriters ?? [],
      emailWriters: declared.emailWriters ?? [],
      rootAdmins: declared.rootAdmins ?? [],
      emailDomains: rootMailDomains(snapshot.accounts),
      recoveryPrincipals: [...new Set([...ask.recoveryPrincipals, ...excludedNow(snapshot.accounts)])],
      networks: ask.networks,
      stricterRoot: ask.stricterRoot,
    },
    outOfReach: snapshot.accounts
      .filter((account) => account.kind !== "member" && account.context !== true)
      .map(({ id }) => id),
    organization: org?.id ?? null,
    root: isSeen(roots) ? (roots.value[0]?.id ?? null) : null,
    members,
  };
}

// At a public provider anybody opens a mailbox, so such a domain never counts as one of ours.
function rootMailDomains(accounts: readonly AccountFacts[]): readonly string[] {
  const domains = accounts.flatMap(({ email }) => {
    if (!isSeen(email)) return [];
    const domain = email.value.slice(email.value.lastIndexOf("@") + 1).toLowerCase();
    return publicMailDomain(domain) === null ? [domain] : [];
  });
  return [...new Set(domains)].sort();
}

// Whom a sign-in policy already excludes was chosen as the way back; the guards must not take it.
function excludedNow(accounts: readonly AccountFacts[]): readonly string[] {
  return accounts.flatMap(({ signin }) => {
    const statements = signin?.statements;
    if (!isSeen(statements)) return [];
    return statements.value.flatMap((statement) => principalsIn(statement["condition"]));
  });
}

function principalsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^arn:[^:]*:(iam|sts)::/.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => principalsIn(each));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((each: unknown) => principalsIn(each));
}
