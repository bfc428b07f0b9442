import { isNode } from "yaml";
import { openYaml, type OpenYaml } from "../../../../app/declared/open-yaml.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { contactsErrors } from "../../../../domain/custody/contacts/errors.ts";
import {
  type DesiredContacts,
  readDesiredContacts,
} from "../../../../domain/custody/contacts/planning/desired-contacts.ts";
import type { Io } from "../../io.ts";
import { readText } from "../../read-text.ts";

/** The file of desired contacts; `-` is standard input. Throws `CONTACTS_DESIRED_UNFIT` with line and column. */
export async function readDesired(io: Io, file: string): Promise<DesiredContacts> {
  const opened = openYaml(await readText(io, file), file, contactsErrors.CONTACTS_DESIRED_UNFIT);
  try {
    return readDesiredContacts(opened.value);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const position = opened.at(offsetOf(opened, error.position?.path ?? ""));
    throw new CodedError(error.row, { detail: error.detail ?? undefined, hint: error.hint, position, cause: error });
  }
}

/** Where the named value begins, or the closest thing around it. */
function offsetOf({ document }: OpenYaml, path: string): number {
  const keys = path.split(".");
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
