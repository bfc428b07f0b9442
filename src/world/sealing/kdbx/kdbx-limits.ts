/** What a database may ask for before anything of it is believed. */
export const kdbxLimits = {
  fileBytes: 32 * 1024 * 1024,
  /** Of the XML and attachments behind the compression: a small file can hold gigabytes of zeros. */
  inflatedBytes: 64 * 1024 * 1024,
  argon2Bytes: 1024 * 1024 * 1024,
  argon2Rounds: 100,
  argon2Lanes: 64,
  /** KeePass's "one second" on a fast machine is below this. */
  aesRounds: 100_000_000,
  heapMegabytes: 1024,
  timeMs: 120_000,
} as const;
