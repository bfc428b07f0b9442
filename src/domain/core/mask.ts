/** `root+pay@corp.example` → `r***@corp.example`: the domain stays because transport findings speak of it. */
export function maskMail(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 1) return "***";
  return `${address.slice(0, 1)}***${address.slice(at)}`;
}

/** `+1 555 0100` → `***0100`. */
export function maskPhone(number: string): string {
  const digits = number.replace(/[^0-9]/g, "");
  return digits.length > 6 ? `***${digits.slice(-4)}` : "***";
}
