import { fromUtf8 } from "../../../crypto/bytes.ts";
import { percentDecoded } from "./percent-decoded.ts";

/** One `name=value` of a query; the value is decoded bytes, because one of them is a secret. */
export interface QueryField {
  /** In lower case. */
  readonly name: string;
  readonly value: Uint8Array;
}

/** The fields of a query string, in order; pieces without `=` have an empty value. */
export function queryFields(query: Uint8Array): readonly QueryField[] {
  const fields: QueryField[] = [];
  let from = 0;
  while (from < query.length) {
    const end = indexOr(query, 0x26, from, query.length);
    const piece = query.subarray(from, end);
    const cut = indexOr(piece, 0x3d, 0, piece.length);
    const name = fromUtf8(percentDecoded(piece.subarray(0, cut), true));
    if (piece.length > 0) {
      fields.push({ name: (name ?? "").trim().toLowerCase(), value: percentDecoded(piece.subarray(cut + 1), true) });
    }
    from = end + 1;
  }
  return fields;
}

function indexOr(bytes: Uint8Array, byte: number, from: number, otherwise: number): number {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? otherwise : at;
}
