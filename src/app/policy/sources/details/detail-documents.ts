import { CodedError } from "../../../../domain/core/coded-error.ts";
import { iamErrors } from "../../../../domain/iam/language/errors.ts";
import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import { parsePolicy } from "../../../../domain/iam/language/parse-policy.ts";
import { policyErrors } from "../../errors.ts";
import { isObject } from "../members.ts";
import { placeIn } from "../place-in.ts";
import type { SourceDocument } from "../policy-source.ts";
import { readDocument } from "../read-document.ts";
import { textAt } from "../text-at.ts";
import type { SourceFile } from "../text/source-file.ts";
import { type ValueRange, valueRanges } from "../text/value-ranges.ts";
import { uniqueNames } from "../unique-names.ts";
import type { DetailSlot } from "./detail-pages.ts";

/** A document of the file, or why it cannot be read, or that it is kept elsewhere. */
export type DetailDocument =
  | { readonly status: "read"; readonly document: SourceDocument }
  | { readonly status: "broken"; readonly error: CodedError }
  | { readonly status: "elsewhere" };

/** What was done with a slot; several slots with the same words of the same name share one. */
export interface Shelved {
  readonly slot: DetailSlot;
  readonly name: string;
  readonly is: DetailDocument;
}

/** Reads every slot once; positions are looked up in one pass over the file, when the first is asked for. */
export function detailDocuments(file: SourceFile, slots: readonly DetailSlot[]): readonly Shelved[] {
  const distinct = distinctSlots(slots);
  const names = namesOf(distinct.map((each) => each.first));
  const rangeOf = lazyRanges(
    file,
    distinct.map((each) => each.first.path),
  );
  const shelved = new Map<DetailSlot, Shelved>();
  for (const [index, { first, all }] of distinct.entries()) {
    const name = names[index] ?? first.name;
    const is = read(file, { ...first, name }, () => rangeOf(index));
    for (const slot of all) shelved.set(slot, { slot, name, is });
  }
  return slots.flatMap((slot) => shelved.get(slot) ?? []);
}

function read(file: SourceFile, slot: DetailSlot, range: () => ValueRange | undefined): DetailDocument {
  const { name, as, stored } = slot;
  try {
    if (typeof stored === "string") {
      return { status: "read", document: readDocument({ file, name, as, text: textAt(file, range()), isHeld: true }) };
    }
    if (isObject(stored) && typeof stored["sha256"] === "string" && !Object.hasOwn(stored, "Statement")) {
      return { status: "elsewhere" };
    }
    const place = placeIn(file, () => textAt(file, range()));
    return { status: "read", document: objectDocument(file, slot, place) };
  } catch (error) {
    if (error instanceof CodedError) return { status: "broken", error };
    throw error;
  }
}

function objectDocument(file: SourceFile, slot: DetailSlot, place: SourceDocument["place"]): SourceDocument {
  const { name, as, stored } = slot;
  try {
    return { file: file.name, name, as, policy: parsePolicy(stored, as), json: stored, place };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const part = error.row.code === iamErrors.IAM_POLICY_ELEMENT.code ? "key" : "value";
    const position = place(error.position?.path ?? "", part);
    const detail = `${name}: ${error.detail ?? ""}`;
    throw new CodedError(error.row, { detail, position, hint: error.hint, cause: error });
  }
}

/** What stands for a document that the details do not hold, when principals are put together. */
export function missingDocument({ name, is }: Shelved): CodedError {
  if (is.status === "broken") return is.error;
  return new CodedError(policyErrors.POLICY_DETAILS_POINTER, { detail: name });
}

interface Distinct {
  readonly first: DetailSlot;
  readonly all: DetailSlot[];
}

function distinctSlots(slots: readonly DetailSlot[]): readonly Distinct[] {
  const firsts = new Map<string, Distinct>();
  const byWords = new Map<string, Distinct>();
  const distinct: Distinct[] = [];
  for (const slot of slots) {
    const key = `${slot.carrier}\n${slot.name}`;
    const first = firsts.get(key);
    // Names stand twice in hand-joined files only: nothing else is written out to be compared.
    if (first !== undefined) byWords.set(`${key}\n${JSON.stringify(first.first.stored)}`, first);
    const words = first === undefined ? key : `${key}\n${JSON.stringify(slot.stored)}`;
    const known = first === undefined ? undefined : byWords.get(words);
    if (known !== undefined) {
      known.all.push(slot);
      continue;
    }
    const made = { first: slot, all: [slot] };
    if (first === undefined) firsts.set(key, made);
    else byWords.set(words, made);
    distinct.push(made);
  }
  return distinct;
}

/** A name that several carriers give is followed by the carrier's ARN. */
function namesOf(slots: readonly DetailSlot[]): readonly string[] {
  const carriers = new Map<string, Set<string>>();
  for (const { name, carrier } of slots) carriers.set(name, (carriers.get(name) ?? new Set()).add(carrier));
  const full = slots.map(({ name, carrier }) => ((carriers.get(name)?.size ?? 0) > 1 ? `${name} (${carrier})` : name));
  return uniqueNames(full);
}

function lazyRanges(file: SourceFile, paths: readonly JsonPath[]): (index: number) => ValueRange | undefined {
  let found: readonly (ValueRange | undefined)[] | null = null;
  return (index) => (found ??= valueRanges(file.text, paths))[index];
}
