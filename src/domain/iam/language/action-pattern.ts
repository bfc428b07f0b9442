import { type Glob, glob, matchesGlob } from "./glob.ts";

/** An action pattern ready to match: `service:Name`, globs in either part, case folded; `*` alone is everything. */
export type ActionPattern =
  | { readonly kind: "all" }
  | { readonly kind: "parts"; readonly service: Glob; readonly name: Glob };

/** Reads an action pattern as written in a policy. */
export function actionPattern(text: string): ActionPattern {
  if (text === "*") return { kind: "all" };
  const colon = text.indexOf(":");
  const folded = text.toLowerCase();
  return { kind: "parts", service: glob(folded.slice(0, colon)), name: glob(folded.slice(colon + 1)) };
}

/** True when the pattern covers an action given as `service:Name` in any case. */
export function coversAction(pattern: ActionPattern, action: string): boolean {
  if (pattern.kind === "all") return true;
  const folded = action.toLowerCase();
  const colon = folded.indexOf(":");
  return matchesGlob(pattern.service, folded.slice(0, colon)) && matchesGlob(pattern.name, folded.slice(colon + 1));
}
