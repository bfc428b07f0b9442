import { CodedError } from "../../../domain/core/coded-error.ts";
import type { AccountModel } from "../../../domain/policy/account-model.ts";
import type { AuthorizationDetails } from "../../../domain/snapshot/authorization-details.ts";
import { policyErrors } from "../errors.ts";
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
  if (source.accounts === undefined) {
    throw new CodedError(policyErrors.POLICY_DETAILS_WANTED, { detail: file, position: { file } });
  }
  const models: DetailModel[] = [];
  const { accounts, documents } = source.accounts;
  for (const { account, details, principals } of accounts) {
    const first = [...details.UserDetailList, ...details.RoleDetailList, ...details.GroupDetailList][0]?.Arn;
    const partition = first?.split(":")[1] ?? "aws";
    const about = {
      account,
      partition,
      kind: "unknown",
      details,
      principals,
      documents,
      members: [],
      instant,
    } as const;
    models.push({ model: await accountModelOf(about), details });
  }
  const broken = source.errors.map((error) => error.message);
  return { models, notModelled: [...source.notModelled, ...broken] };
}
