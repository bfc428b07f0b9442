import { isSeen, seen, unseen } from "../../../domain/core/fact.ts";
import { unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import { listOrganizationalUnitsForParent } from "../../../world/aws/organizations/list-organizational-units-for-parent.ts";
import { kept, type Run } from "./run.ts";

const mostParents = 60;
type Units = OrganizationFacts["units"];

/**
 * Names of the units that accounts stand in. Only parents of such units are asked, one call each; in an organization
 * with very many of them the ids must do. `paths` are those of the accounts.
 */
export async function collectUnitNames(run: Run, paths: ReadonlySet<string>): Promise<Units> {
  const known = kept(run, run.deps.store.prior?.organization?.units);
  if (known !== undefined) return known;
  const parents = parentsOf(paths);
  if (parents.length > mostParents) {
    return unseen("not-asked", "nothing: ids are enough", `${parents.length} units have units below them`);
  }
  const units: Extract<Units, { value: unknown }>["value"] = [];
  let at = isSeen(run.organization.roots) ? run.organization.roots.at : run.manifest.startedAt;
  for (const parent of parents) {
    const answer = await listOrganizationalUnitsForParent(run.session, parent);
    if (answer.status === "failed") return unseenOf(answer.call, answer.failure);
    units.push(...answer.value);
    at = answer.at;
  }
  return seen(units, "organizations:ListOrganizationalUnitsForParent", at);
}

/** Roots and units that have a unit below them on some path; a path is its ids joined by `/`. */
function parentsOf(paths: ReadonlySet<string>): readonly string[] {
  const parents = new Set<string>();
  for (const path of paths) for (const id of path.split("/").slice(0, -1)) parents.add(id);
  return [...parents].sort();
}
