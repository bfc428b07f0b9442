/** Reads an ASCII decimal without leading zeros, at most 2^53 - 1; `null` for anything else. */
export function readDecimal(text: string): number | null {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : null;
}
