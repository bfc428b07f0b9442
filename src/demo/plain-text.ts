/** A parameter as text: text and numbers as they are, anything else (missing, a list, an object) as "". */
export function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
