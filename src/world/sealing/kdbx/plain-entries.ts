import { type Kdbx, type KdbxEntry, type KdbxGroup, ProtectedValue } from "kdbxweb";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import type { KdbxReply } from "./kdbx-job.ts";

type PlainEntry = Extract<KdbxReply, { status: "read" }>["entries"][number];

/** Every entry of a database, each once, in order. */
export function plainEntries(database: Kdbx): PlainEntry[] {
  const bin = database.meta.recycleBinUuid;
  const found: PlainEntry[] = [];
  const walk = (group: KdbxGroup, above: readonly string[], isBelowBin: boolean): void => {
    const isRecycled = isBelowBin || (bin !== undefined && !bin.empty && group.uuid.equals(bin));
    for (const entry of group.entries) found.push(plainEntry(entry, above, isRecycled));
    for (const inner of group.groups) walk(inner, [...above, inner.name ?? ""], isRecycled);
  };
  for (const group of database.groups) walk(group, [], false);
  return found;
}

function plainEntry(entry: KdbxEntry, group: readonly string[], isRecycled: boolean): PlainEntry {
  // Each in a buffer of its own, which then moves out of the worker.
  const fields = [...entry.fields].map(([name, value]): [string, Uint8Array] => [
    name,
    Uint8Array.from(value instanceof ProtectedValue ? value.getBinary() : utf8(value)),
  ]);
  return { uuid: entry.uuid.id, group: [...group], isRecycled, fields };
}
