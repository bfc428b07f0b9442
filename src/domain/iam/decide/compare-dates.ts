/**
 * Compares two dates: ISO 8601 in the W3C profile with a time zone, or seconds since 1970. Null when one of them is
 * neither, or is four digits, which are a year in one form and seconds in the other.
 */
export function compareDates(left: string, right: string): number | null {
  const one = millis(left);
  const other = millis(right);
  return one === null || other === null ? null : Math.sign(one - other);
}

const iso = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?)?$/;

function millis(text: string): number | null {
  if (/^\d{1,12}$/.test(text)) return text.length === 4 ? null : Number(text) * 1000;
  const found = iso.exec(text);
  if (found === null) return null;
  const [, year, month, day = "01", hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = found;
  const date = `${year}-${month}-${day}`;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // Date.parse rolls 31 June over into July; such a date is no date.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offsetSeconds(zone);
  return midnight + seconds * 1000 + Number(`0${fraction}`) * 1000;
}

function offsetSeconds(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.replace(":", "");
  const seconds = Number(digits.slice(1, 3)) * 3600 + Number(digits.slice(3, 5)) * 60;
  return digits.startsWith("-") ? -seconds : seconds;
}
