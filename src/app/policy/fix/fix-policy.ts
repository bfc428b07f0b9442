import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Policy } from "../../../domain/iam/language/policy.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import type { Prover } from "../../../domain/iam/prove/prover.ts";
import type { Gap } from "../../../domain/policy/gap.ts";
import { gaps as everyGap } from "../../../domain/policy/gap-registry.ts";
import { type MendAsk, mendRoom } from "../../../domain/policy/mend/mend-room.ts";
import { mendPolicy, type Mended } from "../../../domain/policy/mend/mend-policy.ts";
import { mendProof, type MendProof } from "../../../domain/policy/mend/mend-proof.ts";
import { notMended } from "../../../domain/policy/mend/not-mended.ts";
import { leftOut } from "../check/left-out.ts";
import type { SourceDocument } from "../sources/policy-source.ts";
import { readSource } from "../sources/read-source.ts";
import { sizeNotes } from "../sources/size-notes.ts";
import { editDocument } from "./edit-document.ts";
import { policyFixErrors } from "./errors.ts";
import { sameMeaning } from "./same-meaning.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** How a document is fixed; `as` is told from its shape when absent. */
export interface FixPolicyOptions extends Omit<MendAsk, "as"> {
  readonly as?: PolicyKind | undefined;
}

/** A document, fixed and proven. */
export interface PolicyFix {
  /** As given on the command line. */
  readonly file: string;
  readonly as: PolicyKind;
  /** ARN of whoever it was judged for. */
  readonly principal: string;
  readonly isStrict: boolean;
  /** The document's own text, before and after; the same when nothing was to be done. */
  readonly before: string;
  readonly after: string;
  /** Unified; empty when nothing differs. */
  readonly diff: string;
  readonly done: Mended["done"];
  /** What is not mended, and what to mind. */
  readonly notes: readonly string[];
  readonly proof: MendProof;
  /** What the proof does not take into account. */
  readonly notModelled: readonly string[];
}

/**
 * Fixes one policy document and proves the fix by reading the new text again. Throws a coded error for a file that is
 * no single document, and rather than hand out a text that says something else or lets more pass.
 */
export async function fixPolicy(
  engine: Prover,
  text: string,
  file: string,
  options: FixPolicyOptions,
  gaps: readonly Gap[] = everyGap,
): Promise<PolicyFix> {
  const { as, ...rest } = options;
  const document = await oneDocument(text, file, as);
  const ask = { ...rest, as: document.as };
  const room = mendRoom(engine, ask);
  const mended = mendPolicy(room, document.policy);
  const before = ownText(text, document);
  const after = mended.done.length === 0 ? before : editDocument(before, mended.before, mended.after);
  const read = await readAgain(after, file, document.as, mended.after);
  const proof = mendProof(room, { ...mended, after: read }, gaps);
  const [gained] = proof.gained;
  if (gained !== undefined) throw new CodedError(policyFixErrors.POLICY_FIX_WORSE, { detail: gained.action });
  const looked = room.look(read);
  return {
    file,
    as: document.as,
    principal: looked.views[0]?.subject.principal.arn ?? "",
    isStrict: options.isStrict,
    before,
    after,
    diff: unifiedDiff(file === "-" ? "policy.json" : file, before, after),
    done: mended.done,
    notes: [...notMended(room, looked), ...tooLong(after, document.as)],
    proof,
    notModelled: leftOut(document.as, options),
  };
}

async function oneDocument(text: string, file: string, as: PolicyKind | undefined): Promise<SourceDocument> {
  const source = await readSource(text, file, as === undefined ? {} : { as });
  const [document, ...more] = source.documents;
  if (source.kind === "policy" && document !== undefined && more.length === 0) return document;
  const names = source.documents.map(({ name }) => name);
  const few = `${names.slice(0, 5).join(", ")}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`;
  const what = source.kind === "terraform-plan" ? "a Terraform plan" : "authorization details";
  const detail = names.length === 0 ? `${what} without a document` : `${what} with ${few}`;
  throw new CodedError(policyFixErrors.POLICY_FIX_ONE_DOCUMENT, { detail, position: { file } });
}

/** The text of the document: the file's, or laid out anew where AWS wrote the document inside an answer. */
function ownText(text: string, { json }: SourceDocument): string {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  try {
    const value: unknown = JSON.parse(text.slice(start));
    if (JSON.stringify(value) === JSON.stringify(json)) return text.slice(start);
  } catch {
    // URL-encoded: no JSON of its own.
  }
  return `${JSON.stringify(json, null, 4)}\n`;
}

/** INVARIANT: what is proven is what the new text says. */
async function readAgain(text: string, file: string, as: PolicyKind, meant: Policy): Promise<Policy> {
  try {
    const { policy } = await oneDocument(text, file, as);
    if (sameMeaning(policy, meant)) return policy;
  } catch (cause) {
    throw new CodedError(policyFixErrors.POLICY_FIX_TEXT, { position: { file }, cause });
  }
  throw new CodedError(policyFixErrors.POLICY_FIX_TEXT, { position: { file } });
}

function tooLong(text: string, as: PolicyKind): readonly string[] {
  return sizeNotes("", text, as).map(
    (note) => `${note} Attach deny-without-mfa.json beside the unchanged document where the fixed one is too long.`,
  );
}
