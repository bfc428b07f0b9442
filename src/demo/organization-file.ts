import { z } from "zod";
import { CodedError } from "../domain/core/coded-error.ts";
import { demoErrors } from "./errors.ts";
import { checkReferences } from "./file/check-references.ts";
import {
  type OrganizationFile,
  type OrganizationFileInput,
  organizationFileSchema,
} from "./file/organization-file-schema.ts";
import { readYaml, type YamlPositions } from "./file/read-yaml.ts";

export { organizationFileSchema, type OrganizationFile, type OrganizationFileInput };

/**
 * Reads an organization file (YAML or JSON text). Throws `CodedError` DEMO_FILE_NOT_YAML, DEMO_FILE_INVALID or
 * DEMO_FILE_REFERENCE with file, line, column and path of the first mistake.
 */
export function parseOrganizationFile(text: string, file?: string): OrganizationFile {
  const { value, positions } = readYaml(text, file);
  return checked(value, positions);
}

/** The same checks for an organization built in a program; throws as `parseOrganizationFile`, without line numbers. */
export function organizationFileOf(value: OrganizationFileInput): OrganizationFile {
  return checked(value, (path) => ({ path: path.join(".") }));
}

/** The JSON Schema (2020-12) of the file, for editors and the documentation. */
export function organizationFileJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(organizationFileSchema, { io: "input" });
}

function checked(value: unknown, positions: YamlPositions): OrganizationFile {
  const result = organizationFileSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const inner = issue === undefined ? { path: [], message: "invalid" } : deepest(issue);
    throw new CodedError(demoErrors.DEMO_FILE_INVALID, { detail: inner.message, position: positions(inner.path) });
  }
  const wrong = checkReferences(result.data);
  if (wrong !== null) {
    throw new CodedError(demoErrors.DEMO_FILE_REFERENCE, { detail: wrong.message, position: positions(wrong.path) });
  }
  return result.data;
}

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Unions hide where the mistake is: takes the alternative that got furthest. */
function deepest(issue: z.core.$ZodIssue): Mistake {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  if (issue.code === "unrecognized_keys") {
    return { path: [...path, ...issue.keys.slice(0, 1)], message: `unknown key ${issue.keys.join(", ")}` };
  }
  if (issue.code !== "invalid_union") return { path, message: issue.message };
  const inner = issue.errors.flat().map(deepest);
  const best = inner.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (best === undefined || best.path.length === 0) return { path, message: issue.message };
  return { path: [...path, ...best.path], message: best.message };
}
