import { AwsFailure } from "../aws-failure.ts";
import { plainText } from "../plain-text.ts";
import type { Call } from "../aws-service.ts";

const standard = 100;
const largest = 1_000;

/** One page; `marker` is undefined on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly marker: string | undefined;
}

/** Cuts a list by MaxItems (1..1000, 100 when missing) and Marker. */
export function pageOf<T>({ input }: Call, all: readonly T[]): Page<T> {
  const wanted = plainText(input["MaxItems"]);
  const size = wanted === "" ? standard : Number(wanted);
  if (!Number.isInteger(size) || size < 1 || size > largest) {
    const text = `1 validation error detected: Value '${wanted}' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to ${largest}`;
    throw new AwsFailure("ValidationError", 400, text);
  }
  const written = plainText(input["Marker"]);
  const offset =
    written === "" ? 0 : Number(/^marker-(\d+)$/.exec(Buffer.from(written, "base64url").toString())?.[1] ?? -1);
  if (offset < 0) throw new AwsFailure("ValidationError", 400, "Invalid Marker: value not found");
  const end = offset + size;
  const marker = end < all.length ? Buffer.from(`marker-${end}`).toString("base64url") : undefined;
  return { items: all.slice(offset, end), marker };
}
