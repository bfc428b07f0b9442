import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every mail address and phone number that stands in a folder's files, as written. */
export function contactsIn(folder: string, files: readonly string[] = readdirSync(folder)): readonly string[] {
  const found = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [mail] of text.matchAll(/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g)) found.add(mail);
    for (const [, phone] of text.matchAll(/"PhoneNumber": ?"([^"]+)"/g)) if (phone !== undefined) found.add(phone);
    for (const [phone] of text.matchAll(/\+[0-9][0-9 ()-]{6,}[0-9]/g)) found.add(phone);
  }
  return [...found].sort();
}
