import type { z } from "zod";
import type { Row, StoreDatabase } from "./store-database.ts";

/** The JSON of a column, checked by its schema. Throws the store's `damaged` row. */
export function readJson<T>(db: StoreDatabase, row: Row, column: string, schema: z.ZodType<T>): T {
  const text = readText(db, row, column);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw db.damaged(`${column} is not JSON`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw db.damaged(`${column}.${read.error.issues[0]?.path.map((part) => String(part)).join(".") ?? ""} does not fit`);
}

/** The text of a column. */
export function readText(db: StoreDatabase, row: Row, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  throw db.damaged(`${column} is not text`);
}

/** The whole number of a column. */
export function readNumber(db: StoreDatabase, row: Row, column: string): number {
  const value = row[column];
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw db.damaged(`${column} is not a whole number`);
}

/** The bytes of a column. */
export function readBytes(db: StoreDatabase, row: Row, column: string): Uint8Array {
  const value = row[column];
  if (value instanceof Uint8Array) return value;
  throw db.damaged(`${column} is not bytes`);
}

/** One of a few words. */
export function readWord<T extends string>(db: StoreDatabase, row: Row, column: string, words: readonly T[]): T {
  const value = row[column];
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw db.damaged(`${column} is none of ${words.join(", ")}`);
}
