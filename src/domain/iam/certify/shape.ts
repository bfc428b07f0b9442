import { CodedError } from "../../core/coded-error.ts";
import { type JsonPath, pathText } from "../language/json-path.ts";
import { certifyErrors } from "./errors.ts";

/** A value of foreign JSON and its place. */
export interface Shaped {
  readonly value: unknown;
  readonly path: JsonPath;
}

/** Throws `CERTIFY_SHAPE` with the path. */
export function misshapen({ path }: Shaped, what: string): never {
  const text = pathText(path);
  throw new CodedError(certifyErrors.CERTIFY_SHAPE, {
    detail: text === "" ? what : `${text}: ${what}`,
    ...(text === "" ? {} : { position: { path: text } }),
  });
}

/** A member of an object that must have exactly the named members, or some of the optional ones. */
export function members(
  shaped: Shaped,
  needed: readonly string[],
  optional: readonly string[] = [],
): (name: string) => Shaped {
  const { value, path } = shaped;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return misshapen(shaped, "must be an object");
  for (const name of needed) if (!Object.hasOwn(value, name)) misshapen(shaped, `${name} is missing`);
  for (const name of Object.keys(value)) {
    if (!needed.includes(name) && !optional.includes(name)) misshapen(shaped, `${name} is not known`);
  }
  return (name) => ({
    value: Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
    path: [...path, name],
  });
}

/** The items of a list. */
export function items(shaped: Shaped): readonly Shaped[] {
  const { value, path } = shaped;
  if (!Array.isArray(value)) return misshapen(shaped, "must be a list");
  return value.map((item: unknown, index) => ({ value: item, path: [...path, index] }));
}

/** A text. */
export function text(shaped: Shaped): string {
  return typeof shaped.value === "string" ? shaped.value : misshapen(shaped, "must be text");
}

/** A whole number from 0. */
export function count(shaped: Shaped): number {
  const { value } = shaped;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? value
    : misshapen(shaped, "must be a whole number from 0");
}

/** One of the given texts. */
export function oneOf<T extends string>(shaped: Shaped, known: readonly T[]): T {
  const found = known.find((each) => each === shaped.value);
  return found ?? misshapen(shaped, `must be one of ${known.join(", ")}`);
}
