import { CodedError, type Position } from "../../domain/core/coded-error.ts";
import { readJson } from "../../domain/iam/language/read-json.ts";

/** Where a text that is no JSON stops being it: `JSON.parse` does not always say. */
export function jsonPlace(text: string, file: string): Position {
  try {
    readJson(text, file);
  } catch (error) {
    if (error instanceof CodedError && error.position !== null) return error.position;
  }
  return { file };
}
