import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { statementsOf } from "./default-kind.ts";
import { isObject, items, members } from "./members.ts";

/**
 * A policy of an ECR repository has no Resource element: it speaks of its own repository (Amazon ECR user guide,
 * private repository policies). Such statements are read with `"Resource": "*"`. Every other document stays as it is.
 */
export function withImpliedResource(document: unknown, as: PolicyKind): unknown {
  if (as !== "resource" || !statementsOf(document).some((each) => isOfRepository(each))) return document;
  const listed = members(document)["Statement"];
  const complete = (each: unknown): unknown =>
    isObject(each) && isOfRepository(each) ? { ...each, Resource: "*" } : each;
  return { ...members(document), Statement: Array.isArray(listed) ? items(listed).map(complete) : complete(listed) };
}

function isOfRepository(statement: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(statement, "Resource") || Object.hasOwn(statement, "NotResource")) return false;
  const named = statement["Action"];
  const actions = typeof named === "string" ? [named] : items(named);
  return actions.length > 0 && actions.every((each) => typeof each === "string" && /^ecr(?:-public)?:/i.test(each));
}
