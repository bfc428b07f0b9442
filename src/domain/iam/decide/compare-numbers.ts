/** Compares two decimal numbers of any size exactly; null when one of the texts is no decimal number. */
export function compareNumbers(left: string, right: string): number | null {
  const one = decimal(left);
  const other = decimal(right);
  if (one === null || other === null) return null;
  const places = Math.max(one.places, other.places);
  const difference = scaled(one, places) - scaled(other, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function decimal(text: string): Decimal | null {
  // 64 digits are more than any counter or amount needs, and keep the work small.
  const found = /^([+-]?)(\d{1,64})(?:\.(\d{1,64}))?$/.exec(text);
  if (found === null) return null;
  const [, sign, whole = "", fraction = ""] = found;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, places: fraction.length };
}

function scaled(number: Decimal, places: number): bigint {
  return number.digits * 10n ** BigInt(places - number.places);
}
