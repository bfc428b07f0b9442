import { CodedError } from "../../../domain/core/coded-error.ts";
import { iamErrors } from "../../../domain/iam/language/errors.ts";
import { readJson } from "../../../domain/iam/language/read-json.ts";
import { policyErrors } from "../errors.ts";
import { notJsonButKnown } from "./not-json-but-known.ts";
import { scanJson } from "./text/scan-json.ts";
import type { SourceFile } from "./text/source-file.ts";

/** Levels of nesting in a file: a plan with modules in modules needs more than a policy. */
export const deepestFile = 500;

/**
 * The JSON value of a file. Throws with line and column when the text is no JSON, holds a key twice in one object (also
 * far from any policy: neither AWS nor Terraform writes such a file) or nests below 500 levels; names what the text
 * looks like when that is known.
 */
export function readJsonFile(file: SourceFile): unknown {
  // UTF-16 read as UTF-8: its byte order mark becomes replacement characters, every second letter a NUL.
  const nul = file.text.startsWith("\uFFFD") ? 0 : file.text.slice(0, 4096).indexOf("\0");
  const known = notJsonButKnown(file.text);
  if (nul !== -1 && known === null) {
    throw new CodedError(policyErrors.POLICY_SOURCE_ENCODING, { position: file.positionAt(nul) });
  }
  const scan = scanJson(file.text, deepestFile);
  if (scan.tooDeep !== null) {
    throw new CodedError(iamErrors.IAM_JSON_TOO_DEEP, { position: file.positionAt(scan.tooDeep) });
  }
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch (cause) {
    const error = syntaxError(file, cause);
    if (known === null) throw error;
    const { looksLike, hint } = known;
    const position = error.position ?? undefined;
    throw new CodedError(policyErrors.POLICY_SOURCE_FOREIGN, { detail: looksLike, hint, position });
  }
  if (scan.duplicate !== null) {
    const { key, offset, path } = scan.duplicate;
    const position = file.positionAt(offset, path);
    throw new CodedError(iamErrors.IAM_JSON_DUPLICATE_KEY, { detail: key, position });
  }
  return value;
}

/** `JSON.parse` does not always say where; the positional parser does. */
function syntaxError(file: SourceFile, cause: unknown): CodedError {
  try {
    readJson(file.text, file.name, deepestFile);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  return new CodedError(iamErrors.IAM_JSON_SYNTAX, { position: file.positionAt(0), cause });
}
