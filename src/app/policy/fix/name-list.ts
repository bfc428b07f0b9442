const most = 12;

/** Names as one text: the first twelve, and how many more. */
export function nameList(names: readonly string[], more = 0): string {
  const rest = Math.max(0, names.length - most) + more;
  return `${names.slice(0, most).join(", ")}${rest === 0 ? "" : ` and ${rest} more`}`;
}
