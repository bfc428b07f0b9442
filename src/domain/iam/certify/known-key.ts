import type { Range } from "./range-emptiness.ts";

/**
 * What is certain of a condition key; a key without entry may be there with any value, or not. `missing`: it may also
 * not be there.
 */
export type KnownKey =
  | { readonly state: "absent" | "present" }
  | { readonly state: "text"; readonly text: string }
  | { readonly state: "since"; readonly range: Range; readonly missing: boolean }
  | { readonly state: "seconds"; readonly range: Range };

/** What is certain of each key, asked by its lower-case name. */
export interface KnownKeys {
  readonly get: (key: string) => KnownKey | undefined;
}
