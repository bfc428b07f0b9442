/** A phone number as digits with a leading `+`, the form in which numbers are compared. Text without digits gives "". */
export function canonicalPhone(text: string): string {
  const digits = text.replace(/[^0-9]/g, "");
  return digits === "" ? "" : `+${digits}`;
}
