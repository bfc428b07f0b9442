import { join } from "node:path";
import { z } from "zod";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { accountField, brokerCheckpointField, hashField, nameField } from "../../domain/custody/documents/fields.ts";
import { jsonOf } from "./identity-person.ts";
import { damaged, readPrivateFile, replacePrivateFile } from "./private-files.ts";

const pinsSchema = z.strictObject({
  v: z.literal(1),
  /** Where the gate is. */
  gate: z.string().max(300).optional(),
  /** Where the custodian door of the broker is, `host:port`. */
  broker: z.string().max(300).optional(),
  /** The newest roster whose chain of signatures was verified. */
  roster: z.strictObject({ hash: hashField, version: z.int().min(1) }).optional(),
  releasePolicy: z.strictObject({ hash: hashField, version: z.int().min(1) }).optional(),
  /** The largest checkpoint met of each log. */
  checkpoints: z.partialRecord(z.enum(["gate", "broker"]), brokerCheckpointField).default({}),
  /** The highest version met of each account's password. */
  passwords: z.record(accountField, z.int().min(1)).default({}),
  /** By which name each account was asked for: the gate gives names, and one that moves is told. */
  names: z.record(accountField, nameField).optional(),
});

/** What a client has seen and holds gate and broker to: they may go on from it, never back behind it. */
export type ClientPins = Readonly<z.infer<typeof pinsSchema>>;

/** The pins of an identity directory; those of a client that has seen nothing when there is no file. Throws `IDENTITY_DAMAGED`. */
export function readClientPins(directory: string): ClientPins {
  const file = join(directory, "client.json");
  const bytes = readPrivateFile(file);
  if (bytes === null) return { v: 1, checkpoints: {}, passwords: {} };
  const read = pinsSchema.safeParse(jsonOf(bytes));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw damaged(file, `${["$", ...(issue?.path ?? []).map(String)].join(".")}: ${issue?.message ?? ""}`);
}

/** Puts these pins in the place of the old ones, whole or not at all. */
export function writeClientPins(directory: string, pins: ClientPins): void {
  replacePrivateFile(join(directory, "client.json"), utf8(`${JSON.stringify(pinsSchema.parse(pins), null, 2)}\n`));
}
