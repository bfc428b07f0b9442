/** What a resolver said: records, none of this type (or no such name), or nothing that can be relied on. */
export type DnsAnswer<T> =
  | { readonly status: "records"; readonly records: readonly T[] }
  | { readonly status: "none" }
  | { readonly status: "trouble"; readonly detail: string };

/** One MX record; `exchange` is empty or `.` for a null MX. */
export interface MxRecord {
  readonly preference: number;
  readonly exchange: string;
}
