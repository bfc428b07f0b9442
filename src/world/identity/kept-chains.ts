import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { secondsField } from "../../domain/custody/documents/fields.ts";
import { documentField, signedWireField } from "../../domain/custody/protocol/signed-wire.ts";
import { jsonOf } from "./identity-person.ts";
import { readPrivateFile, replacePrivateFile } from "./private-files.ts";

const versionSchema = z.strictObject({
  document: documentField,
  approvals: z.array(signedWireField),
  acceptedAt: secondsField,
  state: z.enum(["in-force", "older", "pending", "vetoed"]),
});

const chainsSchema = z.strictObject({
  v: z.literal(1),
  roster: z.array(versionSchema),
  releasePolicy: z.array(versionSchema),
});

/** Both chains as the gate showed them last, so that the broker's own door can be used when the gate is away. */
export type KeptChains = Readonly<z.infer<typeof chainsSchema>>;

const fileOf = (directory: string): string => join(directory, "chains.json");

/**
 * The chains of an identity directory; `null` without any, or when the file cannot be read: it is a copy, and its chains
 * are verified again at every use.
 */
export function readKeptChains(directory: string): KeptChains | null {
  const bytes = readPrivateFile(fileOf(directory));
  const read = bytes === null ? null : chainsSchema.safeParse(jsonOf(bytes));
  return read?.success === true ? read.data : null;
}

/** Keeps these chains, or none when they are larger than any file of an identity. */
export function keepChains(directory: string, chains: KeptChains): void {
  const bytes = utf8(JSON.stringify(chainsSchema.parse(chains)));
  if (bytes.length > 1024 * 1024) rmSync(fileOf(directory), { force: true });
  else replacePrivateFile(fileOf(directory), bytes);
}
