import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { JsonPath } from "../../../../domain/iam/language/json-path.ts";
import { pathText } from "../../../../domain/iam/language/json-path.ts";
import type { AuthorizationDetails } from "../../../../domain/snapshot/authorization-details.ts";
import { readAuthorizationDetails } from "../../../../domain/snapshot/read-authorization-details.ts";
import { principalsOf } from "../../../scan/principals-of.ts";
import { DocumentShelf } from "../../../scan/reach/document-shelf.ts";
import { policyErrors } from "../../errors.ts";
import type { PolicySource, SourceAccounts } from "../policy-source.ts";
import type { SourceFile } from "../text/source-file.ts";
import { valueRanges } from "../text/value-ranges.ts";
import { detailAccounts, type ReadPage } from "./detail-accounts.ts";
import { detailDocuments, missingDocument, type Shelved } from "./detail-documents.ts";
import { type DetailSlot, detailPages, withDocuments } from "./detail-pages.ts";
import { detailNotes } from "./detail-notes.ts";
import { renamedDocuments } from "./renamed-documents.ts";

/**
 * Reads the answer of `aws iam get-account-authorization-details`, or a list of such answers of one or more accounts.
 * Throws when it has not the documented form; a document that cannot be read is an entry of `errors` and makes the layers
 * that it belongs to unknown.
 */
export async function readDetails(file: SourceFile, value: unknown): Promise<PolicySource> {
  const pages = detailPages(value);
  const slots: DetailSlot[] = [];
  for (const page of pages) withDocuments(page, (slot) => void slots.push(slot));
  const given = slots.filter(({ stored }) => stored !== undefined);
  const shelved = detailDocuments(
    file,
    given.filter(({ isInForce }) => isInForce),
  );
  const bySlot = new Map(shelved.map((each) => [pathText(each.slot.path), each]));
  const missing = new Map<string, Shelved>();
  const put = (slot: DetailSlot): unknown => {
    const path = pathText(slot.path);
    // A stored document may be a pointer: these point to a version that is read only when somebody asks for it,
    if (!slot.isInForce) return { sha256: path };
    const each = bySlot.get(path);
    if (each?.is.status === "read") return each.is.document.json;
    if (each === undefined) return slot.stored;
    // and to why there is no document.
    missing.set(each.name, each);
    return { sha256: each.name };
  };
  const read = pages.map((page) => checkedPage(file, withDocuments(page, put)));
  const accounts = detailAccounts(read);
  if (accounts.status === "refused") throw shapeError(file, accounts.path, accounts.what);
  const versions = lazyVersions(
    file,
    given.filter(({ isInForce }) => !isInForce),
  );
  const shelf = new DocumentShelf((pointer) => {
    const each = missing.get(pointer) ?? versions().get(pointer);
    if (each?.is.status === "read") return Promise.resolve(each.is.document.json);
    return Promise.reject(
      each === undefined ? new CodedError(policyErrors.POLICY_SOURCE_SHAPE) : missingDocument(each),
    );
  });
  const rename = renamedDocuments(shelved, accounts.accounts);
  const known: SourceAccounts["accounts"][number][] = [];
  for (const each of accounts.accounts) {
    const ask = { account: each.account, isManagement: false };
    known.push({ ...each, principals: await principalsOf(each.details, shelf, ask) });
  }
  const distinct = [...new Map(shelved.map((each) => [each.name, each.is])).values()];
  const boundaries = boundaryOnly(read);
  return {
    kind: "authorization-details",
    file: file.name,
    documents: distinct.flatMap((is) => {
      if (is.status !== "read") return [];
      const isBoundary = boundaries.has(is.document.name);
      return [isBoundary ? { ...is.document, as: "boundary" as const } : is.document];
    }),
    principals: known.flatMap((each) => each.principals.map((principal) => ({ principal: rename(principal) }))),
    notModelled: detailNotes(pages, shelved),
    errors: distinct.flatMap((is) => (is.status === "broken" ? [is.error] : [])),
    accounts: { accounts: known, documents: shelf },
  };
}

function checkedPage(file: SourceFile, { path, value }: ReturnType<typeof withDocuments>): ReadPage {
  const reading = readAuthorizationDetails(value);
  // Not the checked copy: copying loses a member `__proto__`, which the policy parser must see.
  if (reading.status === "ok") return { path, details: value as unknown as AuthorizationDetails };
  const inner = reading.path === "" ? [] : reading.path.split(".");
  const steps = inner.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  throw shapeError(file, [...path, ...steps], reading.why);
}

/** Versions that are not in force, by path; read in one pass, when the first is asked for. */
function lazyVersions(file: SourceFile, slots: readonly DetailSlot[]): () => ReadonlyMap<string, Shelved> {
  let found: ReadonlyMap<string, Shelved> | null = null;
  const read = (): ReadonlyMap<string, Shelved> =>
    new Map(detailDocuments(file, slots).map((each) => [pathText(each.slot.path), each]));
  return () => (found ??= read());
}

/** Placed at the nearest thing that is there. */
function shapeError(file: SourceFile, path: JsonPath, detail: string): CodedError {
  const prefixes = path.map((_step, index) => path.slice(0, path.length - index));
  const range = valueRanges(file.text, [...prefixes, []]).find((each) => each !== undefined);
  const position = file.positionAt(range?.start ?? 0, pathText(path));
  return new CodedError(policyErrors.POLICY_SOURCE_SHAPE, { detail, position });
}

/** Managed policies that limit somebody and are attached to nobody. */
function boundaryOnly(pages: readonly ReadPage[]): ReadonlySet<string> {
  const boundaries = new Set<string>();
  const attached = new Set<string>();
  for (const { details } of pages) {
    for (const each of [...details.UserDetailList, ...details.RoleDetailList]) {
      if (each.PermissionsBoundary !== undefined) boundaries.add(each.PermissionsBoundary.PermissionsBoundaryArn);
    }
    for (const each of [...details.UserDetailList, ...details.RoleDetailList, ...details.GroupDetailList]) {
      for (const { PolicyArn } of each.AttachedManagedPolicies ?? []) attached.add(PolicyArn);
    }
  }
  return boundaries.difference(attached);
}
