import { CodedError } from "../../domain/core/coded-error.ts";
import { isSeen } from "../../domain/core/fact.ts";
import { guardErrors } from "../../domain/guards/errors.ts";
import type { Guard } from "../../domain/guards/guard.ts";
import { type GuardDocument, ownDocument } from "../../domain/guards/guard-document.ts";
import { packGuards } from "../../domain/guards/pack-guards.ts";
import type { PlannedDocument } from "../../domain/guards/plan/plan.ts";
import { proveDocument } from "../../domain/guards/prove-guard.ts";
import { measured } from "../../domain/guards/size.ts";
import type { OrganizationFacts, OrgPolicy } from "../../domain/snapshot/organization-facts.ts";
import { attachedTo, roomOn } from "./room-on-target.ts";

/** What is attached where: guards of one kind that share their targets. */
export interface TargetGroup {
  readonly guards: readonly Guard[];
  readonly targets: readonly string[];
}

/** The organization's policy type of a kind. */
export function policyType(kind: "scp" | "rcp"): OrgPolicy["type"] {
  return kind === "scp" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY";
}

/**
 * The documents of a group of SCPs or RCPs, merged where the targets have no room for each. One that is attached already
 * under its name, with other text, is replaced. Throws GUARD_NO_ROOM, GUARD_TOO_LARGE, GUARD_NOT_PROVEN.
 */
export function organizationDocuments(
  organization: OrganizationFacts,
  kind: "scp" | "rcp",
  { guards, targets }: TargetGroup,
): readonly PlannedDocument[] {
  const [first] = guards;
  if (first === undefined || targets.length === 0) return [];
  const type = policyType(kind);
  const isNew = (guard: Guard) => targetsLeft(organization, type, guard.name, targets).length > 0;
  const replaced = guards.filter((guard) => !isNew(guard)).map(ownDocument);
  const added = guards.filter(isNew);
  const { room, tightest, attached } = roomOn(organization, type, targets);
  const packed = packGuards(added, room, `rootward-${kind}s`);
  if (packed === null) {
    for (const guard of added) measured(guard);
    throw new CodedError(guardErrors.GUARD_NO_ROOM, {
      detail: `${tightest} has ${attached.length === 0 ? 5 - room : attached.join(", ")} and would need ${added.map(({ id }) => id).join(", ")} (${type})`,
    });
  }
  return [...replaced, ...packed].map((document) => {
    const before = namedPolicy(organization, type, document.name);
    return proven(document, targetsLeft(organization, type, document.name, targets), before?.id ?? null, targets);
  });
}

/**
 * A document with its file, size and proof. Throws GUARD_TOO_LARGE, and GUARD_NOT_PROVEN with every probe that does not
 * hold.
 */
export function proven(
  document: GuardDocument,
  targets: readonly string[],
  replaces: string | null,
  reaches: readonly string[] = targets,
): PlannedDocument {
  const { bytes, limit } = measured(document);
  const probes = proveDocument(document);
  const broken = probes.filter(({ holds }) => !holds);
  if (broken.length > 0) {
    const what = broken.map(({ says, wanted, before, after }) => `${says} (wanted ${wanted}, ${before} → ${after})`);
    throw new CodedError(guardErrors.GUARD_NOT_PROVEN, { detail: `${document.name}: ${what.join("; ")}` });
  }
  return { ...document, file: fileOf(document), bytes, limit, probes, targets, reaches, replaces };
}

/** `scp-p1-contacts.json`; `signin-111111111111.json` for an account's own sign-in policy. */
function fileOf({ kind, name }: GuardDocument): string {
  const short = name.replace(/^rootward-/, "");
  return kind === "signin" ? `signin-${short.slice(short.lastIndexOf("-") + 1)}.json` : `${kind}-${short}.json`;
}

function namedPolicy(organization: OrganizationFacts, type: OrgPolicy["type"], name: string): OrgPolicy | undefined {
  if (!isSeen(organization.policies)) return undefined;
  return organization.policies.value.find((policy) => policy.type === type && policy.name === name);
}

function targetsLeft(
  organization: OrganizationFacts,
  type: OrgPolicy["type"],
  name: string,
  targets: readonly string[],
): readonly string[] {
  return targets.filter(
    (target) => attachedTo(organization, type, target)?.some((policy) => policy.name === name) !== true,
  );
}
