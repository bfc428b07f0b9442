import { CodedError } from "../../../domain/core/coded-error.ts";
import type { AccountModel } from "../../../domain/policy/account-model.ts";
import type { AuthorizationDetails, StoredDocument } from "../../../domain/snapshot/authorization-details.ts";
import { DocumentShelf } from "../../scan/reach/document-shelf.ts";
import { policyErrors } from "../errors.ts";
import { detailAccounts, type ReadPage } from "../sources/details/detail-accounts.ts";
import { detailPages, withDocuments } from "../sources/details/detail-pages.ts";
import { readSource } from "../sources/read-source.ts";
import { accountModelOf } from "../../scan/reach/account-model-of.ts";

/** An account's model with the details that it was made from. */
export interface DetailModel {
  readonly model: AccountModel;
  readonly details: AuthorizationDetails;
}

/** What a file of authorization details holds. */
export interface DetailModels {
  readonly models: readonly DetailModel[];
  /** What the file holds, or leaves open, that is not judged. */
  readonly notModelled: readonly string[];
}

/**
 * The accounts in the text of one `iam get-account-authorization-details`, or of a list of them. A document that cannot
 * be read makes the layers that it belongs to unknown. Throws a coded error with its place for a file of another form.
 */
export async function modelsOfDetails(text: string, file: string, instant: number): Promise<DetailModels> {
  const source = await readSource(text, file);
  if (source.kind !== "authorization-details") {
    throw new CodedError(policyErrors.POLICY_DETAILS_WANTED, { detail: file, position: { file } });
  }
  const value: unknown = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const pages = detailPages(value).map((page): ReadPage => {
    const read = withDocuments(page, ({ stored }) => (typeof stored === "string" ? decoded(stored) : stored));
    // Its form was checked when the source was read.
    const details = read.value as unknown as AuthorizationDetails;
    return { path: read.path, details: withOtherVersions(details, page.value as unknown as AuthorizationDetails) };
  });
  const sorted = detailAccounts(pages);
  const models: DetailModel[] = [];
  const documents = new DocumentShelf((sha256) =>
    Promise.reject(new CodedError(policyErrors.POLICY_DETAILS_POINTER, { detail: sha256 })),
  );
  for (const { account, details } of sorted.status === "ok" ? sorted.accounts : []) {
    const first = [...details.UserDetailList, ...details.RoleDetailList, ...details.GroupDetailList][0]?.Arn;
    const partition = first?.split(":")[1] ?? "aws";
    const about = { account, partition, kind: "unknown", details, documents, members: [], instant } as const;
    models.push({ model: await accountModelOf(about), details });
  }
  const broken = source.errors.map((error) => error.message);
  return { models, notModelled: [...source.notModelled, ...broken] };
}

/** Versions that are not in force are emptied where documents are judged; here somebody may put them in force. */
function withOtherVersions(read: AuthorizationDetails, given: AuthorizationDetails): AuthorizationDetails {
  const Policies = read.Policies.map((policy, at) => {
    const { PolicyVersionList } = policy;
    if (PolicyVersionList === undefined) return policy;
    const list = PolicyVersionList.map((version, place) => {
      const stored: unknown = given.Policies[at]?.PolicyVersionList?.[place]?.Document;
      if (version.IsDefaultVersion || stored === undefined) return version;
      return { ...version, Document: (typeof stored === "string" ? decoded(stored) : stored) as StoredDocument };
    });
    return { ...policy, PolicyVersionList: list };
  });
  return { ...read, Policies };
}

/** A document as the API returns it; what is no JSON stays, and is not understood where it stands. */
function decoded(text: string): unknown {
  try {
    return JSON.parse(text.trimStart().startsWith("{") ? text : decodeURIComponent(text));
  } catch {
    return text;
  }
}
