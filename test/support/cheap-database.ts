// Password databases that open at once, for tests: one AES round, written with the library itself.
import { Consts, Credentials, Int64, Kdbx, type KdbxGroup, ProtectedValue, VarDictionary } from "kdbxweb";

/** What a test writes into a database. */
export interface CheapDatabase {
  readonly password: string;
  readonly version: 3 | 4;
  readonly fill: (database: Kdbx, group: KdbxGroup) => void;
}

/** A database of KDBX 3.1 or 4 whose key is derived by one AES round. */
export async function cheapDatabase({ password, version, fill }: CheapDatabase): Promise<Uint8Array> {
  const credentials = await new Credentials(ProtectedValue.fromString(password)).ready;
  const database = Kdbx.create(credentials, "cheap");
  if (version === 3) {
    database.setVersion(3);
    database.header.keyEncryptionRounds = 1;
  } else {
    database.setKdf(Consts.KdfId.Aes);
    database.header.kdfParameters?.set("R", VarDictionary.ValueType.UInt64, Int64.from(1));
  }
  fill(database, database.getDefaultGroup());
  return new Uint8Array(await database.save());
}
