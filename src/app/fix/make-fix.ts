import { contactBaselines } from "../../domain/guards/contact-baseline.ts";
import type { Guard } from "../../domain/guards/guard.ts";
import { ownDocument } from "../../domain/guards/guard-document.ts";
import { guardsFor } from "../../domain/guards/guards-for.ts";
import { signinCalls } from "../../domain/guards/p7-signin-account.ts";
import type { BoundaryTarget, Plan, PlannedDocument } from "../../domain/guards/plan/plan.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import { type Analysis, analyse } from "../scan/analyse/analyse.ts";
import { pathsBeforeAfter } from "./before-after.ts";
import { boundaryTargets } from "./boundary-targets.ts";
import type { FixAsk, FixOutcome } from "./fix-ask.ts";
import { guardStates } from "./guard-states.ts";
import { keptWorking } from "./kept-working.ts";
import { openNotes } from "./open-notes.ts";
import { personSteps } from "./person-steps.ts";
import { ownWalls } from "./own-walls.ts";
import { organizationDocuments, policyType, proven } from "./planned-documents.ts";
import { type FixSite, siteOf } from "./site-of.ts";
import { unitTargets } from "./unit-targets.ts";
import { enabledPolicyTypes, workSide } from "./work-side.ts";
import { withGuards } from "./with-guards.ts";

/**
 * Chooses the guards that a snapshot lacks, proves each by the decision engine, and proves them together by analysing the
 * snapshot as it would be with their documents attached. Writes and applies nothing. Throws GUARD_NOT_PROVEN,
 * GUARD_TOO_LARGE, GUARD_NO_ROOM, GUARD_UNIT_UNKNOWN.
 */
export async function makeFix(ask: FixAsk): Promise<FixOutcome> {
  const { snapshot, inventory, mail, now } = ask;
  const found = siteOf(ask);
  const { site, root, organization } = found;
  const units = site.management === null || root === null ? [] : unitTargets(snapshot, root, ask.maintenanceUnit);
  const analysed = async (of: Snapshot, from: number): Promise<Analysis> =>
    analyse(
      {
        snapshot: of,
        inventory,
        mail,
        now,
        only: [],
        skip: [],
        openOnly: true,
        onAccount: (done, total) => ask.onAccount?.(from * total + done, 2 * total),
      },
      true,
    );
  const before = await analysed(snapshot, 0);
  const guards = guardsFor(site, found.outOfReach);
  const states = await guardStates(guards, { ask, found, units, judged: before.judged });
  const missing = guards.filter((guard) => states.get(guard) === "missing");
  const attached = attachedDocuments(snapshot, missing, root, units);
  const walls = await ownWalls(ask, found, before);
  const own = walls.guards.map(({ account, guard }) => proven(ownDocument(guard), [account], null));
  const boundary = await boundaryOf(ask, found, guards, before);
  // The boundary last: who wears it attaches nothing any more.
  const documents: readonly PlannedDocument[] = [...attached, ...own, ...boundary.documents];
  // Without it no RCP has an effect on a sign-in, so P6 is there only once both are.
  const enableSignin = guards.some((guard) => guard.id === "P6" && states.get(guard) !== "in-place")
    ? organization
    : null;
  const overlay = withGuards(snapshot, documents, {
    enableSignin,
    bounded: boundary.targets.filter(({ how }) => how !== "has-another").map(({ arn }) => arn),
    boundedAccount: boundary.account,
    boundaryArn: boundary.arn,
  });
  const after = await analysed(overlay, 1);
  const plan: Plan = {
    partition: site.partition,
    organization,
    root,
    documents,
    inPlace: [
      ...guards
        .filter((guard) =>
          guard.kind === "boundary" ? boundary.documents.length === 0 : states.get(guard) === "in-place",
        )
        .map(({ id, title }) => ({ id, title })),
      ...walls.inPlace,
    ],
    enableTypes: typesToEnable(snapshot, attached),
    enableSignin,
    bounded: boundary.targets,
    signinCalls: new Map(own.map(({ file, targets }) => [file, signinCalls(site, targets[0] ?? "")])),
    paths: pathsBeforeAfter(snapshot, before, after),
    keeps: keptWorking(inventory, await workSide(snapshot, before), await workSide(overlay, after)),
    people: personSteps(after.judged),
    notes: [...openNotes({ ask, found, guards, states, bounded: boundary.targets }), ...boundary.notes, ...walls.notes],
  };
  return {
    plan,
    baselines: contactBaselines(snapshot.accounts),
    snapshot: snapshot.hash,
    at: now,
    isNothing: documents.length === 0 && enableSignin === null && plan.people.length === 0,
  };
}

// P4 leaves a unit out, so it goes to units; what binds every member goes to the root.
function attachedDocuments(
  { organization }: Snapshot,
  missing: readonly Guard[],
  root: string | null,
  units: readonly string[],
): readonly PlannedDocument[] {
  if (root === null) return [];
  const scps = missing.filter(({ kind, id }) => kind === "scp" && id !== "P4");
  const rcps = missing.filter(({ kind }) => kind === "rcp");
  return [
    ...organizationDocuments(organization, "scp", { guards: scps, targets: [root] }),
    ...organizationDocuments(organization, "scp", { guards: missing.filter(({ id }) => id === "P4"), targets: units }),
    ...organizationDocuments(organization, "rcp", { guards: rcps, targets: [root] }),
  ];
}

async function boundaryOf(
  { snapshot, inventory }: FixAsk,
  { site, outOfReach }: FixSite,
  guards: readonly Guard[],
  { whoCan }: Analysis,
): Promise<{
  readonly documents: readonly PlannedDocument[];
  readonly targets: readonly BoundaryTarget[];
  readonly account: string | null;
  readonly arn: string;
  readonly notes: readonly string[];
}> {
  const guard = guards.find(({ kind }) => kind === "boundary");
  const account = site.management ?? outOfReach[0];
  if (guard === undefined || account === undefined) {
    return { documents: [], targets: [], account: null, arn: "", notes: [] };
  }
  const arn = `arn:${snapshot.manifest.partition}:iam::${account}:policy/${guard.name}`;
  const { recoveryPrincipals } = site;
  const input = { snapshot, inventory, whoCan, recoveryPrincipals, account, boundaryArn: arn };
  const targets = await boundaryTargets(input);
  // Who was not read may need it: then it is written without naming all it belongs on, and never said to be in place.
  const isRead = whoCan.get(account)?.status === "known";
  const isNeeded = targets.length > 0 || !isRead;
  const arns = targets.map((target) => target.arn);
  return {
    documents: isNeeded ? [proven(ownDocument(guard), arns, null)] : [],
    targets,
    account,
    arn,
    notes: isRead
      ? []
      : [`The principals of ${account} were not all read: the boundary belongs on more of them than are named here.`],
  };
}

function typesToEnable(snapshot: Snapshot, documents: readonly PlannedDocument[]): readonly string[] {
  const enabled = enabledPolicyTypes(snapshot.organization);
  const needed = documents.flatMap(({ kind }) => (kind === "scp" || kind === "rcp" ? [policyType(kind)] : []));
  return [...new Set(needed)].filter((type) => !enabled.has(type));
}
