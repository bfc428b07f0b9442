import { CodedError } from "../../core/coded-error.ts";
import type { ErrorRow } from "../../core/error-row.ts";
import { type JsonPath, pathText } from "./json-path.ts";

/** Where a parser stands: the document's name and the path in it. */
export interface Place {
  readonly name: string;
  readonly path: JsonPath;
}

/** One step further in. */
export function inside(place: Place, ...steps: JsonPath): Place {
  return { name: place.name, path: [...place.path, ...steps] };
}

/** Throws a coded error that names the document and the path. */
export function refuse(row: ErrorRow, place: Place, what: string): never {
  const path = pathText(place.path);
  throw new CodedError(row, {
    detail: place.name === "" ? what : `${place.name}: ${what}`,
    ...(path === "" ? {} : { position: { path } }),
  });
}
