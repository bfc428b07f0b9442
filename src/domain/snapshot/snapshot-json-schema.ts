import { z } from "zod";
import { accountSchema } from "./account-facts.ts";
import { mailSchema } from "./mail-facts.ts";
import { manifestSchema } from "./manifest.ts";
import { organizationSchema } from "./organization-facts.ts";

/** JSON Schema (draft 2020-12) of the snapshot's files: one definition per file, `accounts.jsonl` line by line. */
export function snapshotJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "rootward.snapshot/v1",
    description: "Files of a snapshot directory; the key is the file, for accounts.jsonl each line.",
    $defs: {
      "manifest.json": plain(manifestSchema),
      "organization.json": plain(organizationSchema),
      "accounts.jsonl": plain(accountSchema),
      "mail.json": plain(mailSchema),
    },
  };
}

function plain(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema);
  return rest;
}
