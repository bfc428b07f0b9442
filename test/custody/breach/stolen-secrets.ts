import { formsOf } from "./forms.ts";

/** The secrets of one account. */
export interface AccountSecrets {
  readonly account: string;
  readonly password: string;
  /** The seed's bytes. */
  readonly seed: Uint8Array;
  /** Codes that were given out. */
  readonly codes: readonly string[];
}

/** What somebody has of one account. */
export type Stolen = "nothing" | "password" | "seed" | "code" | "PAIR";

/** Judges what lies in some pieces. */
export function stolenOf(pieces: readonly Uint8Array[], { password, seed, codes }: AccountSecrets): Stolen {
  const texts = pieces.map((each) => Buffer.from(each.buffer, each.byteOffset, each.length).toString("latin1"));
  const has = (forms: readonly string[]): boolean => texts.some((text) => forms.some((form) => text.includes(form)));
  const hasPassword = has(formsOf(Buffer.from(password)));
  const hasSeed = has(formsOf(seed));
  const hasCode = has(codes.map((code) => `"code":"${code}"`));
  if (hasPassword && (hasSeed || hasCode)) return "PAIR";
  if (hasPassword) return "password";
  if (hasSeed) return "seed";
  return hasCode ? "code" : "nothing";
}
