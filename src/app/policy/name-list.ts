/** Names as one text: the first `most`, and how many more, `more` that are not even listed among them. */
export function nameList(names: readonly string[], more = 0, most = 12): string {
  const rest = Math.max(0, names.length - most) + more;
  return `${names.slice(0, most).join(", ")}${rest === 0 ? "" : ` and ${rest} more`}`;
}
