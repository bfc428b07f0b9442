/** What a failure means on every face. */
export interface ErrorRow {
  /** Upper-case, prefixed by its room, e.g. `SNAPSHOT_TRUNCATED`; lives for ever. */
  readonly code: string;
  /** HTTP status of the problem+json reply. */
  readonly http: number;
  /** Process exit code. */
  readonly exit: 0 | 1 | 2 | 3;
  /** What happened, as a sentence without a full stop. */
  readonly title: string;
  /** What to do next, as sentences a tired person can act on. */
  readonly hint: string;
}

/** Declares a room's error rows; the key becomes the code. */
export function errorRows<K extends string>(rows: Record<K, Omit<ErrorRow, "code">>): Readonly<Record<K, ErrorRow>> {
  const made = {} as Record<K, ErrorRow>;
  for (const code of Object.keys(rows) as K[]) made[code] = { code, ...rows[code] };
  return made;
}
