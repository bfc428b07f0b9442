import type { Coverage } from "../../app/scan/outcome.ts";

/** What a view of paths needs beside them. */
export interface KnownNames {
  readonly coverage: Coverage;
  /** Account names by id. */
  readonly names: ReadonlyMap<string, string>;
}
