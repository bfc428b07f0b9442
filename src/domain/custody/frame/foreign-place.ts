import { CodedError } from "../../core/coded-error.ts";
import { concat, equalBytes, utf8 } from "../../crypto/bytes.ts";
import { readCanonical } from "../../crypto/canonical-json.ts";
import type { FramePlace } from "./frame-place.ts";

/** The columns in which a frame is another than was asked for; `v` when it is of a later form. At least one. */
export type ForeignPlace = readonly ("v" | keyof FramePlace)[];

const columns = ["account", "deployment", "kind", "v", "vault", "version"] as const;
const opener = utf8('","data":"');
const quote = 0x22;

/** In which columns these bytes, read as a frame, differ from a place; `null` when they are no frame. */
export function foreignPlace(place: FramePlace, frame: Uint8Array): ForeignPlace | null {
  const fields = fieldsOf(frame);
  if (fields === null) return null;
  const asked: Readonly<Record<string, unknown>> = { ...place, v: 1 };
  const differs = columns.filter((column) => fields.get(column) !== asked[column]);
  return differs.length === 0 ? null : differs;
}

/** The fields but the data, which is cut out as bytes: parsed, it would live on as a string. */
function fieldsOf(frame: Uint8Array): ReadonlyMap<string, unknown> | null {
  const start = indexOf(frame, opener);
  if (start < 0) return null;
  const from = start + opener.length;
  const to = frame.indexOf(quote, from);
  if (to < 0) return null;
  try {
    const value = readCanonical(concat(frame.subarray(0, from), frame.subarray(to)));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const fields = new Map<string, unknown>(Object.entries(value));
    return fields.size === columns.length + 1 && columns.every((column) => fields.has(column)) ? fields : null;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    if (equalBytes(bytes.subarray(at, at + part.length), part)) return at;
  }
  return -1;
}
