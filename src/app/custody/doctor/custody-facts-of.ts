import type { RosterDocument } from "../../../domain/custody/documents/roster-document.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import type { DrillResult } from "../../../domain/custody/kits/readiness/judge-drills.ts";
import type { KitCopy } from "../../../domain/custody/kits/readiness/judge-kit-copies.ts";
import type { CustodyFacts } from "../../../domain/custody/readiness/custody-facts.ts";
import {
  type DeclaredCustody,
  declaredDependencies,
  declaredHoldings,
  declaredPlaces,
} from "../../../domain/custody/readiness/declared-custody.ts";
import type { Visit } from "../client/pins/visit.ts";
import type { ShownAccount } from "../client/ports/gate.ts";

/** What the gate keeps about whether it would work. */
export interface ShownReadiness {
  readonly copies: readonly KitCopy[];
  readonly drills: readonly DrillResult[];
  readonly lastSeen: readonly { readonly person: string; readonly at: number }[];
  readonly kitLacking: Readonly<Record<"P" | "S", readonly string[]>>;
  readonly routes: readonly { readonly isDisabled: boolean }[];
}

/** What the doctor goes by. */
export interface DoctorQuestion {
  readonly now: number;
  readonly visit: Pick<Visit, "roster" | "policy"> & { readonly status: Pick<Visit["status"], "clock" | "skewMs"> };
  readonly accounts: readonly ShownAccount[];
  readonly readiness: ShownReadiness;
  /** Of kits that were made; the newest of each vault whose recipient the roster names is in force. */
  readonly manifests: readonly KitManifest[];
  readonly declared: DeclaredCustody | null;
  /** Where the two processes run and who witnesses them; `null` for what no configuration at hand says. */
  readonly hosts: CustodyFacts["hosts"];
  readonly offHostWitnesses: number | null;
}

/** The facts that `examineCustody` judges. */
export function custodyFactsOf(question: DoctorQuestion): CustodyFacts {
  const { now, visit, accounts, readiness, declared, hosts, offHostWitnesses } = question;
  const { roster, policy, status } = visit;
  const inForce = kitsInForce(question.manifests, roster);
  const splits = inForce.map(({ vault, split }) => ({ vault, threshold: split.t, total: split.n }));
  return {
    now,
    since: roster.version === 1 ? roster.at : Math.min(roster.at, ...readiness.lastSeen.map(({ at }) => at)),
    roster,
    policy,
    accounts: accounts.map(({ account, P, S }) => ({
      account,
      flags: [...(P?.flags ?? []), ...(S?.flags ?? [])],
      isProven: S?.isProven ?? null,
    })),
    kits: Object.fromEntries(
      inForce.map(({ vault, kitId, madeOn }) => [
        vault,
        { kitId, madeAt: Math.floor(Date.parse(`${madeOn}T00:00:00Z`) / 1000) },
      ]),
    ),
    kitLacking: readiness.kitLacking,
    copies: readiness.copies,
    drills: readiness.drills,
    lastSeen: new Map(readiness.lastSeen.map(({ person, at }) => [person, at])),
    clock: { state: status.clock, skewMs: status.skewMs },
    hosts,
    offHostWitnesses,
    noticeRoutes: readiness.routes.filter(({ isDisabled }) => !isDisabled).length,
    places: declared === null ? null : declaredPlaces(declared),
    dependencies: declared === null ? null : declaredDependencies(declared),
    holdings: declared === null ? null : declaredHoldings(declared, splits, readiness.copies),
  };
}

/** The manifest of each vault's kit that the roster encrypts to. */
function kitsInForce(manifests: readonly KitManifest[], roster: RosterDocument): readonly KitManifest[] {
  return (["P", "S"] as const).flatMap(
    (vault) => manifests.find((each) => each.vault === vault && each.recipient === roster.kitRecipients[vault]) ?? [],
  );
}
