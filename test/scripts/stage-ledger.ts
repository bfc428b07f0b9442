import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { utf8 } from "../../src/domain/crypto/bytes.ts";
import { cosignedForTest, keyForTest, logForTest, trustForTest } from "../../src/domain/ledger/log-for-test.ts";
import { encodeJournal } from "../../src/domain/ledger/journal/journal-record.ts";
import { printTrustFile } from "../../src/domain/ledger/trust/print-trust-file.ts";
import { brokerLogKey, codeAt, firstHash, life, rosterFile } from "../custody/custody-log.ts";

/** A broker's log in ./ledger, cosigned, with what one needs to judge it: trust.txt, rosters.json, notes kept elsewhere. */
export function stageLedger(cwd: string): void {
  const witness = keyForTest("w1.example");
  const { files, note } = logForTest(brokerLogKey, life);
  files.set("checkpoint", cosignedForTest(note, [witness]));
  files.set("journal", encodeJournal(life));
  write(cwd, "ledger", files);
  const twice = logForTest(brokerLogKey, [...life, codeAt(3000, 59_841_003)]);
  twice.files.set("checkpoint", cosignedForTest(twice.note, [witness]));
  write(cwd, "twice", twice.files);
  write(
    cwd,
    ".",
    new Map([
      ["trust.txt", printTrustFile(trustForTest(brokerLogKey, [witness]))],
      ["rosters.json", rosterFile()],
      ["roster-hash.txt", utf8(firstHash)],
      ["later.txt", twice.note],
      ["fork.txt", logForTest(brokerLogKey, [codeAt(1, 1), codeAt(1, 2)]).note],
      ["stranger.txt", logForTest(keyForTest(brokerLogKey.name, 99), life).note],
    ]),
  );
}

function write(cwd: string, folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    const file = join(cwd, folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
