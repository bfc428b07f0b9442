// Unicode's White_Space property; `\s` would miss U+0085 and add U+FEFF.
const forbidden = /[\p{White_Space}\p{Cc}+]/u;

/** Whether this can name a key and a log: not empty, at most 255 characters, no Unicode space, control character or plus. */
export function isKeyName(text: string): boolean {
  return text.length > 0 && text.length <= 255 && text.isWellFormed() && !forbidden.test(text);
}
