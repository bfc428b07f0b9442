import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import { isObject, items, members, textOf } from "../members.ts";

/** A managed resource as it will be after apply. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly after: Readonly<Record<string, unknown>>;
  /** As `after`, with true where a value is known only after apply. */
  readonly unknown: unknown;
  /** As `after`, with true where a value is sensitive. */
  readonly sensitive: unknown;
  /** To `after`, in the plan. */
  readonly path: JsonPath;
}

/** The resources of a plan. */
export interface PlannedResources {
  readonly resources: readonly PlannedResource[];
  /** Addresses that Terraform lets go of without deleting them. */
  readonly forgotten: readonly string[];
  /** Entries that have not the documented form. */
  readonly broken: readonly JsonPath[];
}

/**
 * The managed resources of a plan in its order: `resource_changes` that end in something, and those of `planned_values`
 * that have no entry there. Source: HashiCorp, JSON Output Format.
 */
export function plannedResources(plan: Readonly<Record<string, unknown>>): PlannedResources {
  const found = new Found();
  for (const [index, change] of items(plan["resource_changes"]).entries()) {
    found.addChange(change, ["resource_changes", index]);
  }
  const root = members(plan["planned_values"])["root_module"];
  if (root !== undefined && root !== null) found.addModule(root, ["planned_values", "root_module"]);
  return found;
}

class Found implements PlannedResources {
  readonly resources: PlannedResource[] = [];
  readonly forgotten: string[] = [];
  readonly broken: JsonPath[] = [];
  readonly #seen = new Set<string>();

  addChange(entry: unknown, path: JsonPath): void {
    const { address, type, mode, change, deposed } = members(entry);
    if (typeof address !== "string" || typeof type !== "string" || !isObject(change)) {
      this.broken.push(path);
      return;
    }
    if (deposed === undefined) this.#seen.add(address);
    if (!isManaged(mode)) return;
    const { after, after_unknown: unknown, after_sensitive: sensitive } = change;
    if (items(change["actions"]).includes("forget")) this.forgotten.push(address);
    if (!isObject(after)) return;
    const name = textOf(deposed) === null ? address : `${address} (deposed ${textOf(deposed)})`;
    this.resources.push({ address: name, type, after, unknown, sensitive, path: [...path, "change", "after"] });
  }

  addModule(module: unknown, path: JsonPath): void {
    for (const [index, entry] of items(members(module)["resources"]).entries()) {
      this.#addValues(entry, [...path, "resources", index]);
    }
    for (const [index, child] of items(members(module)["child_modules"]).entries()) {
      this.addModule(child, [...path, "child_modules", index]);
    }
    if (!isObject(module)) this.broken.push(path);
  }

  #addValues(entry: unknown, path: JsonPath): void {
    const { address, type, mode, values, sensitive_values: sensitive } = members(entry);
    if (typeof address !== "string" || typeof type !== "string") {
      this.broken.push(path);
      return;
    }
    if (this.#seen.has(address) || !isManaged(mode)) return;
    if (!isObject(values)) {
      this.broken.push(path);
      return;
    }
    this.resources.push({ address, type, after: values, unknown: null, sensitive, path: [...path, "values"] });
  }
}

function isManaged(mode: unknown): boolean {
  return mode === "managed" || mode === undefined;
}
