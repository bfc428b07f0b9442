import { told } from "../told.ts";
import type { Shelved } from "./detail-documents.ts";
import { type DetailPage, detailLists } from "./detail-pages.ts";

const lacking: Readonly<Record<(typeof detailLists)[number], string>> = {
  UserDetailList: "The file has no UserDetailList: users are not judged.",
  GroupDetailList: "The file has no GroupDetailList: what users may do through groups is unknown.",
  RoleDetailList: "The file has no RoleDetailList: roles are not judged.",
  Policies: "The file has no Policies: what managed policies allow is unknown.",
};

/** Sentences on what authorization details leave open. */
export function detailNotes(pages: readonly DetailPage[], shelved: readonly Shelved[]): readonly string[] {
  const elsewhere = shelved.filter(({ is }) => is.status === "elsewhere").map(({ name }) => name);
  return [
    ...detailLists.filter((list) => pages.every(({ value }) => value[list] === undefined)).map((list) => lacking[list]),
    ...(isCut(pages)
      ? ["AWS had more to tell: the last page in the file says that others follow, and they are not in it."]
      : []),
    ...told("These documents are kept elsewhere in a snapshot and are unknown here", elsewhere),
    "Whether an account is its organization's management account is not in the file: it is judged as a member account.",
  ];
}

function isCut(pages: readonly DetailPage[]): boolean {
  const last = pages.at(-1)?.value ?? {};
  return last["IsTruncated"] === true || last["NextToken"] !== undefined;
}
