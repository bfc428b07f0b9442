import type { Answer } from "../../../domain/snapshot/calls/answer.ts";

/** One page of a list and the token of the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * Reads a paged list. Pages of Organizations may be empty and still have a successor: only a missing token ends the
 * list. A page that fails ends it as a failure; half a list is never an answer.
 */
export async function allPages<T>(
  readPage: (nextToken: string | undefined) => Promise<Answer<Page<T>>>,
): Promise<Answer<readonly T[]>> {
  const all: T[] = [];
  let nextToken: string | undefined;
  for (;;) {
    const answer = await readPage(nextToken);
    if (answer.status === "failed") return answer;
    all.push(...answer.value.items);
    nextToken = answer.value.nextToken;
    if (nextToken === undefined) return { ...answer, value: all };
  }
}

/** The `NextToken` input of a page, absent on the first one. */
export function token(nextToken: string | undefined): { readonly NextToken?: string } {
  return nextToken === undefined ? {} : { NextToken: nextToken };
}
