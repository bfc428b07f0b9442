import type { Change } from "./change.ts";
import { custodyChanges } from "./custody-changes.ts";
import { guardChanges } from "./guard-changes.ts";

/** Every candidate change, by id. */
export const takeoverChanges: readonly Change[] = [...guardChanges, ...custodyChanges].sort((one, two) =>
  one.id < two.id ? -1 : 1,
);
