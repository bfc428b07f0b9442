const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** True when two base64 texts mean the same bytes; null when one of them is not base64 in its one canonical form. */
export function sameBytes(left: string, right: string): boolean | null {
  return isCanonical(left) && isCanonical(right) ? left === right : null;
}

function isCanonical(text: string): boolean {
  if (!canonical.test(text)) return false;
  // The bits that padding cuts off must be zero, else two texts could mean the same bytes.
  if (text.endsWith("==")) return "AQgw".includes(text.slice(-3, -2));
  return text.endsWith("=") ? "AEIMQUYcgkosw048".includes(text.slice(-2, -1)) : true;
}
