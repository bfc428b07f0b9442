import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import type { AnswerDocument } from "./answer-document.ts";
import { defaultKind } from "./default-kind.ts";
import type { PolicySource } from "./policy-source.ts";
import { readDocument } from "./read-document.ts";
import { sizeNotes } from "./size-notes.ts";
import { textAt, withoutUrl } from "./text-at.ts";
import { embeddedText } from "./text/embedded-text.ts";
import type { SourceFile } from "./text/source-file.ts";
import { valueRanges } from "./text/value-ranges.ts";

/** Reads a file with one policy document, bare or inside an answer of AWS; throws a coded error with its place. */
export function readPolicyFile(file: SourceFile, at: AnswerDocument, as: PolicyKind | undefined): PolicySource {
  const [range] = valueRanges(file.text, [at.path]);
  const isAnswer = at.path.length > 0;
  const text = textAt(file, range);
  return policySource(file, text, { as: as ?? at.as ?? defaultKind, isHeld: isAnswer, note: at.note });
}

/** Reads a file that is nothing but a URL-encoded document, as the IAM API writes it. */
export function readEncodedFile(file: SourceFile, as: PolicyKind | undefined): PolicySource {
  return policySource(file, withoutUrl(embeddedText(file.text)), { as: as ?? defaultKind, isHeld: true, note: null });
}

interface Reading {
  readonly as: PolicyKind | typeof defaultKind;
  readonly isHeld: boolean;
  readonly note: string | null;
}

function policySource(file: SourceFile, text: ReturnType<typeof textAt>, { as, isHeld, note }: Reading): PolicySource {
  const document = readDocument({ file, name: "", as, text, isHeld });
  return {
    kind: "policy",
    file: file.name,
    documents: [document],
    principals: [],
    notModelled: [...(note === null ? [] : [note]), ...(isHeld ? [] : sizeNotes("", text.text, document.as))],
    errors: [],
  };
}
