/**
 * The domain of a mail address: lower-case, in ASCII (punycode), without a trailing dot. `null` when there is none: no
 * `@`, an address literal such as `[192.0.2.1]`, a bare IP address, or a name that DNS cannot hold.
 */
export function mailDomain(address: string): string | null {
  const at = address.lastIndexOf("@");
  if (at < 1) return null;
  return hostName(address.slice(at + 1));
}

/** A host name in the form in which names are compared: lower-case, ASCII, no trailing dot; `null` when it is none. */
export function hostName(text: string): string | null {
  const bare = text.trim().replace(/\.$/, "");
  const ascii = /^[\x21-\x7e]+$/.test(bare) ? bare.toLowerCase() : punycode(bare);
  if (ascii === null || ascii.length > 253) return null;
  const labels = ascii.split(".");
  if (!labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))) return null;
  return /^[0-9]+$/.test(labels.at(-1) ?? "") ? null : ascii;
}

function punycode(text: string): string | null {
  if (/[\s/?#@:\\[\]]/.test(text)) return null;
  try {
    return new URL(`http://${text}/`).hostname;
  } catch {
    return null;
  }
}
