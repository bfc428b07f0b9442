import type { Document, Guard } from "./guard.ts";

/** A policy document to be attached or put: one guard, or several that share it because a target has no more room. */
export interface GuardDocument {
  /** Name of the policy in AWS. */
  readonly name: string;
  readonly title: string;
  readonly kind: Guard["kind"];
  readonly document: Document;
  /** Never empty. */
  readonly guards: readonly Guard[];
}

/** A guard in a document of its own. */
export function ownDocument(guard: Guard): GuardDocument {
  const { name, title, kind, document } = guard;
  return { name, title, kind, document, guards: [guard] };
}

/** Several guards of one kind in one document; their statements keep their Sids, which differ between guards. */
export function sharedDocument(name: string, guards: readonly [Guard, ...Guard[]]): GuardDocument {
  const ids = guards.map(({ id }) => id).join(", ");
  return {
    name,
    title: `${guards[0].kind.toUpperCase()}: ${ids} in one document`,
    kind: guards[0].kind,
    document: { Version: "2012-10-17", Statement: guards.flatMap(({ document }) => document.Statement) },
    guards,
  };
}
