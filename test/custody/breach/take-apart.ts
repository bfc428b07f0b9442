// Everything that some bytes hold: rows of databases inside them, strings of texts, and what those encode. It knows no
// format of ours but the names of things that can be opened.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const sqliteMagic = Buffer.from("SQLite format 3\0", "latin1");
const encoded = /[A-Za-z0-9_+/-]{22,}={0,2}/g;
/** Encodings within encodings. */
const deepest = 5;

/** All pieces of some bytes, themselves first; each once. */
export function takeApart(bytes: Uint8Array, known: Set<string> = new Set()): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const visit = (each: Uint8Array, depth: number): void => {
    if (each.length === 0) return;
    const name = Buffer.from(each.buffer, each.byteOffset, each.length).toString("latin1");
    if (known.has(name)) return;
    known.add(name);
    found.push(each);
    if (depth >= deepest) return;
    for (const inner of [...databaseValues(each), ...decoded(name)]) visit(inner, depth + 1);
  };
  visit(bytes, 0);
  return found;
}

function decoded(text: string): readonly Uint8Array[] {
  // A byte string of high entropy has no long runs of these letters; a text has.
  return [...text.matchAll(encoded)].map(([token]) =>
    Buffer.from(token.replaceAll("+", "-").replaceAll("/", "_"), "base64url"),
  );
}

/** The values of every row of every database that lies anywhere in the bytes. */
function databaseValues(bytes: Uint8Array): readonly Uint8Array[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const values: Uint8Array[] = [];
  for (let at = whole.indexOf(sqliteMagic); at !== -1; at = whole.indexOf(sqliteMagic, at + 1)) {
    const pageSize = whole.readUInt16BE(at + 16);
    const size = (pageSize === 1 ? 65_536 : pageSize) * whole.readUInt32BE(at + 28);
    const copy = Buffer.from(whole.subarray(at, at + size));
    // As a file of its own it has no log beside it.
    copy.fill(1, 18, 20);
    values.push(...rowsOf(copy));
  }
  return values;
}

function rowsOf(file: Uint8Array): readonly Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), "carved-"));
  try {
    writeFileSync(join(folder, "carved.db"), file);
    const database = new DatabaseSync(join(folder, "carved.db"));
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const rows = tables.flatMap(({ name }) => database.prepare(`SELECT * FROM "${String(name)}"`).all());
    database.close();
    return rows.flatMap((row) =>
      Object.values(row).flatMap((value) => {
        if (typeof value === "string") return [Buffer.from(value)];
        return value instanceof Uint8Array ? [value] : [];
      }),
    );
  } catch {
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
