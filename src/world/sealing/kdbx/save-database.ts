import { Consts, Credentials, Int64, Kdbx, ProtectedValue, VarDictionary } from "kdbxweb";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import type { KdbxJob } from "./kdbx-job.ts";

type WriteJob = Extract<KdbxJob, { kind: "write" }>;

/** Writes a KDBX 4 database with one group and one entry for each list of fields. */
export async function saveDatabase({ name, password, kdf, entries }: WriteJob): Promise<Uint8Array> {
  const credentials = await new Credentials(ProtectedValue.fromBinary(ownBuffer(password))).ready;
  const database = Kdbx.create(credentials, name);
  derivedBy(database, kdf);
  const group = database.getDefaultGroup();
  for (const fields of entries) {
    const entry = database.createEntry(group);
    for (const { name: field, value, isProtected } of fields) {
      entry.fields.set(field, isProtected ? ProtectedValue.fromBinary(ownBuffer(value)) : (fromUtf8(value) ?? ""));
    }
  }
  return new Uint8Array(await database.save());
}

/** The library's own Argon2id is two rounds over one mebibyte. */
function derivedBy(database: Kdbx, { memoryBytes, rounds, parallelism }: WriteJob["kdf"]): void {
  database.setKdf(Consts.KdfId.Argon2id);
  const parameters = database.header.kdfParameters;
  if (parameters === undefined) throw new Error("the library has set no key derivation");
  const { UInt32, UInt64 } = VarDictionary.ValueType;
  parameters.set("M", UInt64, Int64.from(memoryBytes));
  parameters.set("I", UInt64, Int64.from(rounds));
  parameters.set("P", UInt32, parallelism);
}

function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
