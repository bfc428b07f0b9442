/**
 * True when an MTA-STS `mx` pattern covers a host. `*.` stands for exactly one left-most label: `*.mail.corp.com` covers
 * `a.mail.corp.com`, neither `mail.corp.com` nor `a.b.mail.corp.com`. Ignores case. Source: RFC 8461 section 4.1.
 */
export function mxPatternCovers(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase().replace(/\.$/, "");
  const name = host.toLowerCase().replace(/\.$/, "");
  if (!wanted.startsWith("*.")) return wanted === name;
  const dot = name.indexOf(".");
  return dot > 0 && name.slice(dot + 1) === wanted.slice(2);
}

/** True for what an MTA-STS policy may hold as `mx`: a host name, or `*.` before one. */
export function isMxPattern(text: string): boolean {
  const name = text.startsWith("*.") ? text.slice(2) : text;
  if (name.length === 0 || name.length > 253) return false;
  return name.split(".").every((label) => /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
}
