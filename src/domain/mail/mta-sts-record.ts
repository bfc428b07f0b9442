/** The `_mta-sts` TXT records of a domain. `none`: no policy is offered. */
export type MtaStsRecord =
  | { readonly status: "record"; readonly id: string }
  | { readonly status: "none"; readonly problem: string | null }
  | { readonly status: "invalid"; readonly problem: string };

const extension = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\x21-\x3a\x3c\x3e-\x7e]+$/;

/**
 * Judges the TXT records at `_mta-sts.{domain}`, each already joined from its strings. Records that do not begin with
 * `v=STSv1;` do not count; two that do mean that there is no policy. Source: RFC 8461 section 3.1.
 */
export function mtaStsRecord(records: readonly string[]): MtaStsRecord {
  const ours = records.filter((text) => /^v=STSv1[ \t]*;/.test(text));
  const [text] = ours;
  if (text === undefined) return { status: "none", problem: null };
  if (ours.length > 1)
    return { status: "none", problem: `${ours.length} MTA-STS records: senders must ignore them all` };
  const fields = text.split(/[ \t]*;[ \t]*/).slice(1);
  if (fields.at(-1) === "") fields.pop();
  const ids: string[] = [];
  for (const field of fields) {
    if (/^id=[A-Za-z0-9]{1,32}$/.test(field)) ids.push(field.slice(3));
    else if (field.startsWith("id=") || !extension.test(field)) return invalid(`field ${JSON.stringify(field)}`);
  }
  const [id] = ids;
  if (id === undefined) return invalid("no id");
  return ids.length === 1 ? { status: "record", id } : invalid("more than one id");
}

function invalid(what: string): MtaStsRecord {
  return { status: "invalid", problem: `TXT record: ${what.slice(0, 120)}` };
}
