/** A decimal number, exactly: `units` times ten to the minus `scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Reads a decimal number of at most 64 digits on each side of the point; null for anything else. */
export function readDecimal(text: string): Decimal | null {
  if (!/^[+-]?[0-9]{1,64}(\.[0-9]{1,64})?$/.test(text)) return null;
  const [whole = "", fraction = ""] = text.replace("+", "").split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** Negative, zero or positive, as the first is less, equal or greater. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  const left = one.units * 10n ** BigInt(other.scale);
  const right = other.units * 10n ** BigInt(one.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The number as text. */
export function decimalText({ units, scale }: Decimal): string {
  if (scale === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * Numbers of which one stands in every region that the given ones cut the number line into: the numbers themselves,
 * one between each two neighbours, one below and one above. Small numbers from 0 upward come first.
 */
export function decimalsAround(given: readonly Decimal[]): readonly Decimal[] {
  const sorted = [...given].sort(compareDecimals);
  const found: Decimal[] = [{ units: 0n, scale: 0 }, ...sorted];
  for (const [index, each] of sorted.entries()) {
    const next = sorted[index + 1];
    const one = 10n ** BigInt(each.scale);
    if (index === 0) found.push({ units: each.units - one, scale: each.scale });
    if (next === undefined) found.push({ units: each.units + one, scale: each.scale });
    else found.push(middle(each, next));
  }
  const isNegative = (number: Decimal): boolean => number.units < 0n;
  return [...found.filter((each) => !isNegative(each)), ...found.filter(isNegative)];
}

function middle(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  const left = one.units * 10n ** BigInt(scale - one.scale);
  const right = other.units * 10n ** BigInt(scale - other.scale);
  // Prefer a whole step where there is room for one.
  if (right - left >= 2n) return { units: left + 1n, scale };
  return { units: (left + right) * 5n, scale: scale + 1 };
}
