import { writingActionsText } from "./writing-actions-text.ts";

/**
 * True when AWS documents the action as writing: access levels Write, Permissions management and Tagging. `action` is a
 * number of the action index. Source: Service Authorization Reference.
 */
export function isWriting(action: number): boolean {
  const digit = Number.parseInt(writingActionsText[action >> 2] ?? "0", 16);
  return ((digit >> (3 - (action & 3))) & 1) === 1;
}
