// Reads a log's entries by the description of its files alone (tlog-tiles: bundles of 256, each entry behind its length), so
// that nothing of ours that wrote them also judges them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One entry as it stands in the log. */
export interface Entry {
  readonly type: string;
  readonly actor: { readonly person: string };
  readonly account?: string;
  readonly request?: string;
  readonly d: Readonly<Record<string, unknown>>;
}

/** All entries of a log's directory, in order; the newest of the partial bundles counts. */
export function logEntries(directory: string): readonly Entry[] {
  const bundles = join(directory, "tile", "entries");
  const entries: Entry[] = [];
  for (let at = 0; ; at++) {
    const whole = join(bundles, nameOf(at));
    const bytes = existsSync(whole) ? readFileSync(whole) : widest(`${whole}.p`);
    if (bytes === null) return entries;
    entries.push(...entriesOf(bytes));
  }
}

function nameOf(at: number): string {
  const [first = "000", ...others] = [
    ...String(at)
      .padStart(Math.ceil(String(at).length / 3) * 3, "0")
      .matchAll(/.{3}/g),
  ]
    .map(([group]) => group)
    .toReversed();
  return [...others.toReversed().map((group) => `x${group}`), first].join("/");
}

function widest(directory: string): Buffer | null {
  if (!existsSync(directory)) return null;
  const widths = readdirSync(directory)
    .map(Number)
    .toSorted((one, other) => other - one);
  return widths[0] === undefined ? null : readFileSync(join(directory, String(widths[0])));
}

function entriesOf(bytes: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt16BE(at);
    entries.push(JSON.parse(bytes.toString("utf8", at + 2, at + 2 + length)) as Entry);
    at += 2 + length;
  }
  return entries;
}
