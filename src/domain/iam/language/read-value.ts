import { iamErrors } from "./errors.ts";
import { inside, type Place, refuse } from "./place.ts";

/** A JSON object's members; refuses anything else. */
export function recordAt(value: unknown, place: Place, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return refuse(iamErrors.IAM_POLICY_SHAPE, place, `${what} must be an object`);
}

/** The items of a list with their places; a bare value counts as a list of one. */
export function oneOrMany(value: unknown, place: Place): readonly (readonly [unknown, Place])[] {
  if (!Array.isArray(value)) return [[value, place]];
  return value.map((each: unknown, index) => [each, inside(place, index)] as const);
}

/** A list of texts, or one bare text. */
export function textsAt(value: unknown, place: Place, what: string): readonly (readonly [string, Place])[] {
  return oneOrMany(value, place).map(([each, at]) => {
    if (typeof each !== "string") refuse(iamErrors.IAM_POLICY_SHAPE, at, `${what} must be text or a list of texts`);
    return [each, at] as const;
  });
}
