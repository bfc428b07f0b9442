import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { Page } from "../../organizations/all-pages.ts";
import type { DeedAction } from "./deed-table.ts";

/** More pages than any real list has: an endpoint that hands out tokens without end must not hold the run. */
const mostPages = 1_000;

/**
 * Reads a paged list; only a missing or empty token ends it. A page that is refused makes the whole list refused: half a
 * list of credentials would leave the other half behind.
 */
export async function allDeedPages<T>(
  action: DeedAction,
  readPage: (token: string | undefined) => Promise<Deed<Page<T>>>,
): Promise<Deed<readonly T[]>> {
  const all: T[] = [];
  let token: string | undefined;
  for (let page = 1; page <= mostPages; page += 1) {
    const deed = await readPage(token);
    if (deed.status !== "done") return deed;
    all.push(...deed.value.items);
    token = deed.value.nextToken;
    if (token === undefined || token === "") return { status: "done", value: all };
  }
  return { status: "refused", action, code: "Unreachable", message: `the list has more than ${mostPages} pages` };
}
