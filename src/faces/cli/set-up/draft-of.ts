import { resolve } from "node:path";
import { type Draft, openDraft } from "../../../world/deployment/open-draft.ts";
import type { Invocation } from "../command.ts";
import { defaultDraft } from "./draft-option.ts";
import { optionText } from "./write-outcome.ts";

/** The draft that the command works on, with its path as it was typed. */
export function draftOf(invocation: Invocation): { readonly draft: Draft; readonly shown: string } {
  const shown = optionText(invocation, "draft") ?? defaultDraft;
  return { draft: openDraft(resolve(invocation.io.cwd, shown)), shown };
}
