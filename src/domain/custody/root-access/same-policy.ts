/**
 * True when two policy texts say the same: the order of keys and of lists, spaces, a list of one in place of its item, and
 * an account's id in place of its root ARN do not count. Text that is no JSON is the same as itself alone. Source: IAM
 * User Guide, grammar of the JSON policy language; AWS services give a policy back in their own form.
 */
export function samePolicy(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [formOf(one), formOf(other)];
  return first !== null && first === second;
}

/** `null` for what is no JSON, and for nesting that no policy has. */
function formOf(text: string): string | null {
  try {
    return written(JSON.parse(text), "");
  } catch {
    return null;
  }
}

function written(value: unknown, key: string): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map((item) => written(item, key)))].toSorted();
    return items.length === 1 ? (items[0] ?? "") : `[${items.join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).toSorted(([first], [second]) => (first < second ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${written(field, name)}`).join(",")}}`;
  }
  // The grammar takes true and "true", 5 and "5".
  return JSON.stringify(key === "AWS" ? accountOf(String(value)) : String(value));
}

function accountOf(principal: string): string {
  return /^arn:aws[a-z-]*:iam::([0-9]{12}):root$/.exec(principal)?.[1] ?? principal;
}
