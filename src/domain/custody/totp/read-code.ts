import { Secret } from "../../core/secret.ts";

/**
 * Reads a code that a person typed: exactly six ASCII digits, nothing trimmed. `null` for anything else, because a code
 * that can be written in two ways can be used twice where used codes are remembered as text.
 */
export function readCode(text: string): Secret | null {
  return /^[0-9]{6}$/.test(text) ? new Secret(text) : null;
}
