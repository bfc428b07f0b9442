import { iamErrors } from "./errors.ts";
import { parseStatement } from "./parse-statement.ts";
import { inside, type Place, refuse } from "./place.ts";
import type { Policy } from "./policy.ts";
import type { PolicyKind } from "./policy-kind.ts";
import { oneOrMany, recordAt } from "./read-value.ts";

/**
 * Reads a policy document that is JSON already. Every list may be a bare value, a missing Version means 2008-10-17.
 * Anything AWS would not accept is refused with its path (`IAM_POLICY_*`); `name` says which document in the error.
 * A key written twice cannot be seen here: use `parsePolicyText` for what people hand in.
 */
export function parsePolicy(value: unknown, as: PolicyKind, name = ""): Policy {
  const top: Place = { name, path: [] };
  const document = recordAt(value, top, "a policy document");
  for (const key of Object.keys(document)) {
    if (key === "Version" || key === "Id" || key === "Statement") continue;
    refuse(iamErrors.IAM_POLICY_ELEMENT, inside(top, key), `there is no element ${JSON.stringify(key)} in a policy`);
  }
  const id = document["Id"];
  if (id !== undefined && typeof id !== "string")
    refuse(iamErrors.IAM_POLICY_SHAPE, inside(top, "Id"), "Id must be text");
  const version = versionOf(document["Version"], top);
  const statements = document["Statement"];
  if (statements === undefined) refuse(iamErrors.IAM_POLICY_SHAPE, top, "Statement is missing");
  return {
    version,
    statements: oneOrMany(statements, inside(top, "Statement")).map(([each, place], index) =>
      parseStatement(each, as, place, index),
    ),
  };
}

function versionOf(value: unknown, top: Place): Policy["version"] {
  if (value === undefined) return "2008-10-17";
  if (value === "2012-10-17" || value === "2008-10-17") return value;
  return refuse(iamErrors.IAM_POLICY_VALUE, inside(top, "Version"), "Version must be 2012-10-17 or 2008-10-17");
}
