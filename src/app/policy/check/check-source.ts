import type { CodedError } from "../../../domain/core/coded-error.ts";
import type { Prover } from "../../../domain/iam/prove/prover.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { readSource } from "../sources/read-source.ts";
import { checkDocument, type CheckOptions } from "./check-documents.ts";
import { checkPrincipal } from "./check-principals.ts";
import type { CheckedDocument, PolicyCheck, UnreadDocument } from "./policy-check.ts";

/** How files are judged. */
export interface CheckSourceOptions extends CheckOptions {
  /** What a plain policy is; told from its shape when absent. */
  readonly as?: PolicyKind | undefined;
}

/** What is known without an organization. */
const ofDetails = [
  "service control policies: authorization details do not hold them",
  "how many MFA devices a user has: authorization details do not hold them",
] as const;

/**
 * Judges everything in a file: each document of its own, and in authorization details each user and role with all its
 * documents. What cannot be read is listed; a plain policy that cannot be read, and a file that holds none, throws.
 */
export async function checkSource(
  engine: Prover,
  text: string,
  file: string,
  options: CheckSourceOptions,
): Promise<PolicyCheck> {
  const source = await readSource(text, file, options.as === undefined ? {} : { as: options.as });
  const byName = new Map(source.documents.map((document) => [document.name, document]));
  const placed = (name: string) => byName.get(name) ?? null;
  const documents: CheckedDocument[] = [];
  if (source.kind === "authorization-details") {
    const { devices, instant } = options;
    const notModelled = [...source.notModelled, ...ofDetails];
    for (const { principal } of source.principals) {
      if (options.principal !== undefined && principal.arn !== options.principal) continue;
      documents.push(checkPrincipal(engine, principal, { devices, instant }, { file, notModelled, placed }));
    }
    for (const document of source.documents.filter(({ as }) => as === "trust")) {
      if (options.principal === undefined) documents.push(checkDocument(engine, document, options));
    }
  } else {
    for (const document of source.documents) {
      const checked = checkDocument(engine, document, options);
      documents.push({ ...checked, notModelled: [...source.notModelled, ...checked.notModelled] });
    }
  }
  return { documents, unread: source.errors.map((error) => unreadOf(error, file)), notJudged: [] };
}

/** A document that could not be read, as it is told. */
export function unreadOf(error: CodedError, file: string): UnreadDocument {
  const { row, detail, hint, position } = error;
  return {
    file,
    code: row.code,
    title: row.title,
    detail: detail ?? null,
    hint,
    position: position ?? null,
  };
}
