import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { isObject, items, members } from "./members.ts";

/**
 * What a document that nobody named a kind for is read as: `identity` without Principal; with one a trust policy when
 * every action it names is one that role trust policies know, else a resource policy.
 */
export function defaultKind(document: unknown): PolicyKind {
  const statements = statementsOf(document);
  if (!statements.some((each) => Object.hasOwn(each, "Principal") || Object.hasOwn(each, "NotPrincipal"))) {
    return "identity";
  }
  const actions = statements.flatMap((each) => {
    const named = each["Action"];
    return typeof named === "string" ? [named] : items(named);
  });
  const isTrust = actions.length > 0 && actions.every((each) => typeof each === "string" && trustAction.test(each));
  return isTrust && !statements.some((each) => Object.hasOwn(each, "NotAction")) ? "trust" : "resource";
}

const trustAction = /^sts:(?:AssumeRole[\w*?]*|TagSession|SetSourceIdentity|SetContext)$/i;

/** The statements of a document that are objects. */
export function statementsOf(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  const listed = members(document)["Statement"];
  return (Array.isArray(listed) ? items(listed) : [listed]).filter((each) => isObject(each));
}
