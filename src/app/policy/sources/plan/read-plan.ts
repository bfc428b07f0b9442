import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { PolicyKind } from "../../../../domain/iam/language/policy-kind.ts";
import { policyErrors } from "../../errors.ts";
import { isObject, members } from "../members.ts";
import type { PolicySource, SourceDocument } from "../policy-source.ts";
import { readDocument } from "../read-document.ts";
import { type DocumentHome, sizeNotes } from "../size-notes.ts";
import { textAt } from "../text-at.ts";
import type { SourceFile } from "../text/source-file.ts";
import { valueRanges } from "../text/value-ranges.ts";
import { told } from "../told.ts";
import { uniqueNames } from "../unique-names.ts";
import { documentsOf } from "./documents-of.ts";
import { planNotes } from "./plan-notes.ts";
import { plannedResources } from "./planned-resources.ts";

/**
 * Reads the policies in a Terraform or OpenTofu plan (`terraform show -json`). Throws for a format of another major
 * version, or when the plan has not the documented form; a document that is wrong is an entry of `errors`.
 */
export function readPlan(file: SourceFile, value: unknown): PolicySource {
  const plan = members(value);
  refuseForm(file, plan);
  const found = plannedResources(plan);
  const each = found.resources.map((resource) => documentsOf(resource));
  const planned = each.flatMap(({ documents }) => documents);
  const ranges = valueRanges(file.text, [...planned.map(({ path }) => path), ...found.broken]);
  const names = uniqueNames(planned.map(({ name }) => name));
  const documents: SourceDocument[] = [];
  const errors: CodedError[] = [];
  const notes: string[] = [];
  for (const [index, { home, isSensitive }] of planned.entries()) {
    const name = names[index] ?? "";
    const text = textAt(file, ranges[index]);
    notes.push(...sizeNotes(name, text.text, home));
    try {
      documents.push(readDocument({ file, name, as: kindOf(home), text, isSensitive }));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      errors.push(error);
    }
  }
  for (const range of ranges.slice(planned.length)) {
    const position = file.positionAt(range?.start ?? 0);
    errors.push(
      new CodedError(policyErrors.POLICY_SOURCE_SHAPE, { detail: "no resource as Terraform writes it", position }),
    );
  }
  const later = each.flatMap((of) => of.later);
  const missing = each.flatMap((of) => of.missing);
  return {
    kind: "terraform-plan",
    file: file.name,
    documents,
    principals: [],
    notModelled: [
      ...told("Known only after apply and not judged", later),
      ...told("Not in the plan, and so not judged", missing),
      ...planNotes(plan, found),
      ...notes,
    ],
    errors,
  };
}

function kindOf(home: DocumentHome): PolicyKind {
  switch (home) {
    case "managed":
    case "user-inline":
    case "group-inline":
    case "role-inline":
    case "permission-set":
      return "identity";
    case "identity":
    case "boundary":
    case "session":
    case "trust":
    case "resource":
    case "scp":
    case "rcp":
    case "endpoint":
      return home;
  }
}

function refuseForm(file: SourceFile, plan: Readonly<Record<string, unknown>>): void {
  const refuse = (member: string, what: string): never => {
    const [range] = valueRanges(file.text, [[member]]);
    throw new CodedError(policyErrors.POLICY_SOURCE_SHAPE, {
      detail: `${member} is ${what}`,
      position: file.positionAt(range?.start ?? 0, member),
    });
  };
  const version = plan["format_version"];
  if (typeof version !== "string") refuse("format_version", "no text");
  if (!/^[01](?:\.|$)/.test(String(version))) {
    const [range] = valueRanges(file.text, [["format_version"]]);
    const position = file.positionAt(range?.start ?? 0, "format_version");
    throw new CodedError(policyErrors.POLICY_SOURCE_NEWER, { detail: String(version).slice(0, 40), position });
  }
  const { resource_changes: changes, planned_values: values } = plan;
  if (changes !== undefined && changes !== null && !Array.isArray(changes)) refuse("resource_changes", "no list");
  if (values !== undefined && values !== null && !isObject(values)) refuse("planned_values", "no object");
}
