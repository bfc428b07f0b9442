// What a core of a process would hold, without its ten gigabytes of empty address space: every page that is there.
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

const pageBytes = 4096;
/** Pages of one read; secrets across the end of one are found as each read overlaps the one before. */
const pagesAtOnce = 4096;
const overlap = 512;

/** Every readable byte of a process, in pieces that overlap. Throws where the system does not allow it. */
export function* processMemory(id: number): Generator<Buffer> {
  const memory = openSync(`/proc/${id}/mem`, "r");
  const present = openSync(`/proc/${id}/pagemap`, "r");
  try {
    for (const line of readFileSync(`/proc/${id}/maps`, "utf8").split("\n")) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line) ?? [];
      if (from === undefined || to === undefined || /\[v(var|syscall|dso)/.test(line)) continue;
      yield* rangeOf(memory, present, Number.parseInt(from, 16), Number.parseInt(to, 16));
    }
  } finally {
    closeSync(memory);
    closeSync(present);
  }
}

function* rangeOf(memory: number, present: number, from: number, to: number): Generator<Buffer> {
  let tail = Buffer.alloc(0);
  for (let at = from; at < to; at += pagesAtOnce * pageBytes) {
    const pages = Math.min(pagesAtOnce, (to - at) / pageBytes);
    const map = Buffer.alloc(pages * 8);
    readSync(present, map, 0, map.length, (at / pageBytes) * 8);
    for (let page = 0; page < pages;) {
      let end = page;
      // The highest bit: present; the next: swapped out.
      while (end < pages && (map[end * 8 + 7] ?? 0) >= 0x40) end++;
      if (end === page) {
        tail = Buffer.alloc(0);
        page++;
        continue;
      }
      const bytes = Buffer.alloc((end - page) * pageBytes);
      const read = readSync(memory, bytes, 0, bytes.length, at + page * pageBytes);
      const piece = Buffer.concat([tail, bytes.subarray(0, read)]);
      tail = Buffer.from(piece.subarray(-overlap));
      yield piece;
      page = end;
    }
  }
}
