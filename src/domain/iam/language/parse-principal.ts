import { arnParts } from "../../core/arn.ts";
import { iamErrors } from "./errors.ts";
import { inside, type Place, refuse } from "./place.ts";
import type { PrincipalEntry } from "./policy.ts";
import { recordAt, textsAt } from "./read-value.ts";

/** Reads a Principal or NotPrincipal element: `"*"` or an object of AWS, Service, Federated, CanonicalUser. */
export function parsePrincipal(value: unknown, place: Place): readonly PrincipalEntry[] {
  if (value === "*") return [{ type: "*", value: "*" }];
  if (typeof value === "string") {
    refuse(iamErrors.IAM_POLICY_VALUE, place, 'the only bare text allowed here is "*"');
  }
  const groups = recordAt(value, place, "Principal");
  return Object.entries(groups).flatMap(([type, listed]) => {
    const at = inside(place, type);
    if (type !== "AWS" && type !== "Service" && type !== "Federated" && type !== "CanonicalUser") {
      return refuse(iamErrors.IAM_POLICY_ELEMENT, at, `${JSON.stringify(type)} is not a kind of principal`);
    }
    return textsAt(listed, at, type).map(([text, where]) => entryOf(type, text, where));
  });
}

function entryOf(type: "AWS" | "Service" | "Federated" | "CanonicalUser", text: string, place: Place): PrincipalEntry {
  if (text === "") return refuse(iamErrors.IAM_POLICY_VALUE, place, "a principal must not be empty");
  if (type !== "AWS") return { type, value: text };
  if (text === "*") return { type: "*", value: "*" };
  if (/[*?]/.test(text)) {
    return refuse(
      iamErrors.IAM_POLICY_VALUE,
      place,
      "a principal cannot be a pattern; use a condition on aws:PrincipalArn",
    );
  }
  const isUniqueId = /^A[A-Z0-9]{3}[A-Z0-9]{4,}$/.test(text);
  if (/^[0-9]{12}$/.test(text) || isUniqueId || arnParts(text) !== null) return { type, value: text };
  return refuse(iamErrors.IAM_POLICY_VALUE, place, "an AWS principal is an account id, an ARN, a unique id or *");
}
