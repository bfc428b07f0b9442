import { type AccountId, accountId } from "../../core/account-id.ts";

/** The account ids in a text: runs of exactly twelve digits, each once, in order. A name is never guessed to be one. */
export function accountsInText(text: string): readonly AccountId[] {
  const runs = text.match(/[0-9]+/g) ?? [];
  const ids = runs.map((run) => accountId(run)).filter((id) => id !== null);
  return [...new Set(ids)];
}

/** Which account something belongs to, by the ids found in it. */
export type FoundAccount =
  | { readonly status: "found"; readonly account: AccountId }
  /** Nothing, or several ids: a person must say. */
  | { readonly status: "ask"; readonly candidates: readonly AccountId[] };

/** One id is an answer; none and several are a question. */
export function foundAccount(ids: readonly AccountId[]): FoundAccount {
  const different = [...new Set(ids)];
  const [account] = different;
  return different.length === 1 && account !== undefined
    ? { status: "found", account }
    : { status: "ask", candidates: different };
}
