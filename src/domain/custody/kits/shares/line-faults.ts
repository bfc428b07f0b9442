// Each line's check is made with the share's split id and number, and those stand in lines 1 and 2 themselves: one error
// there makes all five checks fail. So the id is taken as typed first; if that explains nothing, every single wrong
// character of the id is tried, and the one that makes the other lines fit is where the error is.
import { fromBase32 } from "../../../crypto/base32.ts";
import { lineCheck } from "./share-text.ts";

/** Where a typed share is wrong; never what was typed. */
export interface LineFault {
  /** 1 to 5. */
  readonly line: number;
  /** `length`: characters are missing or too many; `character`: one that no share has; `check`: mistyped somewhere. */
  readonly kind: "length" | "character" | "check";
  /** The place on the line, counted from 1 without spaces, where it is known. */
  readonly column?: number;
  /** What to look for, in words. */
  readonly detail: string;
}

/** One typed line of the right length, in capitals. */
export interface Typed {
  readonly text: string;
  readonly check: string;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Characters of the share that hold bits of the split id (bytes 5 to 12) or the index (byte 15). */
const idCharacters = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24, 25] as const;

/** The lines whose check does not fit; empty when all do. */
export function faultsByCheck(lines: readonly Typed[]): readonly LineFault[] {
  const failing = failingLines(lines);
  // One error outside the id fails its own line; an error inside it fails, nearly always, more than two.
  if (failing.length <= 2) return failing.map((line) => ({ line, kind: "check", detail: "mistyped somewhere" }));
  const at = wrongIdCharacter(lines);
  if (at !== null) {
    const line = Math.floor(at / 20) + 1;
    return [{ line, kind: "check", column: (at % 20) + 1, detail: "this character is mistyped" }];
  }
  return failing.map((line) => ({
    line,
    kind: "check",
    detail: line <= 2 ? "mistyped somewhere" : "mistyped, or only seems so because line 1 or 2 is",
  }));
}

function failingLines(lines: readonly Typed[]): readonly number[] {
  const bytes = fromBase32(whole(lines).slice(0, 40), { tail: "any" }) ?? new Uint8Array();
  const splitId = bytes.subarray(5, 13);
  const index = bytes[15] ?? 0;
  return lines.flatMap(({ text, check }, at) => (lineCheck(splitId, index, at + 1, text) === check ? [] : [at + 1]));
}

function whole(lines: readonly Typed[]): string {
  return lines.map(({ text }) => text).join("");
}

/** Where one other character in the id makes at least four of five lines fit; `null` when nowhere, or in two places. */
function wrongIdCharacter(lines: readonly Typed[]): number | null {
  const found = idCharacters.filter((at) => {
    const line = Math.floor(at / 20);
    return Array.from(alphabet).some(
      (character) => failingLines(replaced(lines, line, at % 20, character)).length <= 1,
    );
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

function replaced(lines: readonly Typed[], line: number, column: number, character: string): readonly Typed[] {
  return lines.map((typed, at) =>
    at === line ? { ...typed, text: typed.text.slice(0, column) + character + typed.text.slice(column + 1) } : typed,
  );
}
