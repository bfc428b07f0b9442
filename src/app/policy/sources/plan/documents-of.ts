import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import { pathText } from "../../../../domain/iam/language/json-path.ts";
import { isObject, items, members } from "../members.ts";
import type { DocumentHome } from "../size-notes.ts";
import type { PlannedResource } from "./planned-resources.ts";
import { type PolicyAttribute, policyAttributes } from "./policy-attributes.ts";

/** A document that a planned resource holds. */
export interface PlannedDocument {
  /** `aws_iam_role.deploy.inline_policy[0].policy` */
  readonly name: string;
  readonly path: JsonPath;
  readonly home: DocumentHome;
  readonly isSensitive: boolean;
}

/** The documents of a resource, and what of it is not judged. */
export interface PlannedDocuments {
  readonly documents: readonly PlannedDocument[];
  /** Names of documents known only after apply. */
  readonly later: readonly string[];
  /** Names of attributes that should hold a document and do not. */
  readonly missing: readonly string[];
}

/** Finds the documents in a resource of a type that `policyAttributes` knows; none in any other. */
export function documentsOf(resource: PlannedResource): PlannedDocuments {
  const found = { documents: [] as PlannedDocument[], later: [] as string[], missing: [] as string[] };
  if (!Object.hasOwn(policyAttributes, resource.type)) return found;
  for (const row of policyAttributes[resource.type] ?? []) {
    const home = homeIn(resource, row);
    if (home === null) continue;
    for (const path of pathsOf(resource, row)) {
      const name = `${resource.address}.${pathText(path)}`;
      const value = at(resource.after, path);
      if (isMarked(resource.unknown, path)) found.later.push(name);
      else if (isDocument(value)) {
        const isSensitive = isMarked(resource.sensitive, path);
        found.documents.push({ name, path: [...resource.path, ...path], home, isSensitive });
      } else if (row.isOptional !== true) found.missing.push(name);
    }
  }
  return found;
}

/** Paths at which an attribute has, or will have, documents. */
function pathsOf(resource: PlannedResource, row: PolicyAttribute): readonly JsonPath[] {
  const inner = row.inEach;
  if (inner === undefined) return [[row.attribute]];
  const unknown = members(resource.unknown)[row.attribute];
  if (isMarked(resource.unknown, [row.attribute])) return [[row.attribute]];
  const count = Math.max(items(resource.after[row.attribute]).length, items(unknown).length);
  // An empty block, which the provider takes for "no inline policies at all", is optional like a missing one.
  return Array.from({ length: count }, (_each, index) => [row.attribute, index, inner]);
}

/** Null for an organization policy that is not in the IAM policy language. */
function homeIn(resource: PlannedResource, row: PolicyAttribute): DocumentHome | null {
  if (resource.type !== "aws_organizations_policy") return row.home;
  const type = resource.after["type"];
  if (type === "RESOURCE_CONTROL_POLICY") return "rcp";
  return type === "SERVICE_CONTROL_POLICY" || type === undefined ? "scp" : null;
}

function isDocument(value: unknown): boolean {
  return typeof value === "string" ? value.trim() !== "" : value !== null && value !== undefined;
}

/** Whether a tree of marks is true at a path or above it. */
function isMarked(marks: unknown, path: JsonPath): boolean {
  return path.some((_step, index) => at(marks, path.slice(0, index)) === true) || at(marks, path) === true;
}

function at(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof step === "number") return items(inner)[step];
    return isObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);
}
