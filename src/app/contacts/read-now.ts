import type { ContactChange } from "../../domain/custody/contacts/contacts-plan.ts";
import { normalAlternate, normalPrimary } from "../../domain/custody/contacts/records/normal-contact.ts";
import type { ContactNow } from "../../domain/custody/contacts/records/standing-of.ts";
import type { Deed } from "../../domain/custody/sessions/deed.ts";
import type { ContactReads, RefusedDeed } from "./contact-deeds.ts";

/** What AWS has now in the place of a change. */
export async function readNow(
  deeds: ContactReads,
  account: string,
  change: ContactChange,
): Promise<ContactNow | RefusedDeed> {
  switch (change.kind) {
    case "primary": {
      const read = recordOf(await deeds.getContactInformation({ account }));
      if ("status" in read) return read;
      return { kind: "primary", record: read.record === null ? null : normalPrimary(read.record.contact) };
    }
    case "alternate": {
      const read = recordOf(await deeds.getAlternateContact({ account, type: change.type }));
      if ("status" in read) return read;
      return { kind: "alternate", record: read.record === null ? null : normalAlternate(read.record) };
    }
    case "mailbox": {
      const read = recordOf(await deeds.getPrimaryEmail({ account }));
      if ("status" in read) return read;
      return { kind: "mailbox", record: read.record?.email ?? null };
    }
  }
}

function recordOf<T>(deed: Deed<T>): { readonly record: T | null } | RefusedDeed {
  switch (deed.status) {
    case "done":
      return { record: deed.value };
    case "absent":
      return { record: null };
    case "refused":
      return deed;
  }
}
