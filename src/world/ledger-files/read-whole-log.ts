import { HashTree } from "../../domain/ledger/merkle/hash-tree.ts";
import type { JournalFile } from "./journal-file.ts";
import type { LogReading } from "./log-reading.ts";

/** Reads and hashes every entry of the journal: what a log is judged by when its tiles do not tell, or it is small. */
export function readWholeLog(journal: JournalFile, signedSize: number): LogReading {
  const tree = new HashTree();
  let wholeBytes = 0;
  let signedBytes = 0;
  for (const records of journal.records(0)) {
    for (const { leaf, end } of records) {
      tree.append(leaf);
      wholeBytes = end;
      if (tree.size === signedSize) signedBytes = end;
    }
  }
  const { size, frontier, read } = tree;
  return { size, frontier, read, signedBytes, wholeBytes, tornBytes: journal.size() - wholeBytes };
}
