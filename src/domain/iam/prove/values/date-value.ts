const form =
  /^([0-9]{4})-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2}))?)?$/;

/**
 * Reads a date as milliseconds since 1970: W3C ISO 8601 with time zone, or seconds. Null when it is neither, or four
 * digits, which mean a year in one form and seconds in the other.
 */
export function readDate(text: string): number | null {
  if (/^[0-9]{1,12}$/.test(text)) return text.length === 4 ? null : Number(text) * 1000;
  const parts = form.exec(text);
  if (parts === null) return null;
  const number = (place: number, missing: number): number => Number(parts[place] ?? missing);
  const [year, month, day] = [number(1, 0), number(2, 1), number(3, 1)];
  const [hour, minute, second] = [number(4, 0), number(5, 0), number(6, 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  const base = Date.parse(`${parts[1]}-${parts[2]}-${parts[3] ?? "01"}T00:00:00Z`);
  const time = (hour * 3600 + minute * 60 + second) * 1000 + Number(`0.${parts[7] ?? "0"}`) * 1000;
  return base + time - zoneMinutes(parts[8] ?? "Z") * 60_000;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function zoneMinutes(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}
