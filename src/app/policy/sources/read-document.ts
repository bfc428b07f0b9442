import { CodedError } from "../../../domain/core/coded-error.ts";
import { iamErrors } from "../../../domain/iam/language/errors.ts";
import { parsePolicy } from "../../../domain/iam/language/parse-policy.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { type JsonText, readJson } from "../../../domain/iam/language/read-json.ts";
import { policyErrors } from "../errors.ts";
import { foreignCharacter } from "./iam-characters.ts";
import { withImpliedResource } from "./implied-resource.ts";
import { relocated } from "./place-in.ts";
import type { SourceDocument } from "./policy-source.ts";
import type { EmbeddedText } from "./text/embedded-text.ts";
import type { SourceFile } from "./text/source-file.ts";

/** A document's text, and what it is to be read as. */
export interface DocumentAsk {
  readonly file: SourceFile;
  readonly name: string;
  readonly as: PolicyKind | ((document: unknown) => PolicyKind);
  readonly text: EmbeddedText;
  /** Nothing of its content may stand in an error. */
  readonly isSensitive?: boolean;
  /** AWS holds it already, so its characters are none of our business. */
  readonly isHeld?: boolean;
}

/** Reads one document with positions in its file; throws a coded error with line and column in the file. */
export function readDocument(ask: DocumentAsk): SourceDocument {
  const { file, name, text } = ask;
  const relocate = relocated(file, text);
  let json: JsonText | null = null;
  try {
    json = readJson(text.text);
    const twice = json.duplicates[0];
    if (twice !== undefined) {
      const detail = String(twice.path.at(-1));
      throw new CodedError(iamErrors.IAM_JSON_DUPLICATE_KEY, { detail, position: twice.position });
    }
    const as = typeof ask.as === "string" ? ask.as : ask.as(json.value);
    if (ask.isHeld !== true) refuseCharacter(text.text, as);
    const policy = parsePolicy(withImpliedResource(json.value, as), as);
    const { value, place } = json;
    return { file: file.name, name, as, policy, json: value, place: (path, part) => relocate(place(path, part)) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const part = error.row.code === iamErrors.IAM_POLICY_ELEMENT.code ? "key" : "value";
    const isPlaced = error.position?.line !== undefined;
    const inner = isPlaced || json === null ? error.position : json.place(error.position?.path ?? "", part);
    const { path, ...place } = relocate(inner);
    if (ask.isSensitive === true) {
      // SECURITY: neither the detail nor the path nor the cause, all of which quote the document.
      throw new CodedError(error.row, { detail: `${name} (sensitive, not shown)`, position: place });
    }
    throw new CodedError(error.row, {
      detail: [name, error.detail ?? ""].filter((each) => each !== "").join(": ") || undefined,
      position: path === undefined ? place : { ...place, path },
      hint: error.hint,
      cause: error,
    });
  }
}

function refuseCharacter(text: string, as: PolicyKind): void {
  const offset = foreignCharacter(text, as);
  if (offset === null) return;
  const code = (text.codePointAt(offset) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  throw new CodedError(policyErrors.POLICY_SOURCE_CHARACTER, { detail: `U+${code}`, position: { line, column } });
}
