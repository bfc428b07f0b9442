/** The type of a key's values, by the catalogue; `text` when nothing narrower is known. */
export type ValueType = "text" | "bool" | "numeric" | "date" | "ip";

/** What a condition key may be in the requests asked about. */
export type KeyDomain =
  /** Known: its values, or null when it is not there. */
  | { readonly kind: "fixed"; readonly values: readonly string[] | null }
  /** Not of the caller's choice, and not known. */
  | { readonly kind: "unknown"; readonly why: string }
  /** Of the caller's choice within these bounds. */
  | {
      readonly kind: "free";
      readonly mayMiss: boolean;
      /** The key carries a list. */
      readonly isList: boolean;
      readonly type: ValueType;
      /** Dates: the earliest, milliseconds since 1970. */
      readonly from: number | null;
    };
