import { Secret } from "../../../core/secret.ts";
import { fromBase32 } from "../../../crypto/base32.ts";
import { type Refused, refused } from "../../refused.ts";
import { kitErrors } from "../errors.ts";
import { faultsByCheck, type LineFault, type Typed } from "./line-faults.ts";
import { readShare, type Share } from "./share.ts";
import { lineLengths } from "./share-text.ts";

/** A share read from what a person scanned or typed. */
export type ReadShareText =
  | { readonly status: "read"; readonly share: Share }
  | (Refused & { readonly faults: readonly LineFault[] });

/** Reads the text of a sheet's QR code; spaces, line ends and lower case are tolerated. */
export function readShareQr(text: Secret): ReadShareText {
  const bare = text.reveal().replaceAll(/\s/g, "").toUpperCase();
  if (!bare.startsWith("RWS1:")) return unreadable("it does not begin with RWS1:", []);
  const bytes = fromBase32(bare.slice(5));
  if (bytes === null) return unreadable(`not base32, ${bare.length - 5} characters`, []);
  return shareOf(bytes);
}

/** Reads the five lines as they are typed; spaces, dashes and lower case are tolerated. */
export function readShareLines(lines: Secret<readonly string[]>): ReadShareText {
  const typed = lines
    .reveal()
    .map((line) => line.replaceAll(/[\s-]/g, "").toUpperCase())
    .filter((line) => line !== "");
  if (typed.length !== lineLengths.length) return unreadable(`${typed.length} lines; a sheet has five`, []);
  const malformed = typed.flatMap((line, at) => malformation(line, at));
  if (malformed.length > 0) return unreadable(whereText(malformed), malformed);
  const split: Typed[] = typed.map((line) => ({ text: line.slice(0, -2), check: line.slice(-2) }));
  const faults = faultsByCheck(split);
  if (faults.length > 0) return unreadable(whereText(faults), faults);
  const bytes = fromBase32(split.map(({ text }) => text).join(""));
  // All checks fit and yet the last bits are not the zeros that fill up the last character.
  if (bytes === null)
    return unreadable("line 5", [{ line: 5, kind: "check", detail: "the last character before the check" }]);
  return shareOf(bytes);
}

function malformation(line: string, at: number): LineFault[] {
  const faults: LineFault[] = [];
  for (const [column, character] of Array.from(line).entries()) {
    if (/[A-Z2-7]/.test(character)) continue;
    const detail = lookalikes[character] ?? "only letters and the digits 2 to 7 stand on a sheet";
    faults.push({ line: at + 1, kind: "character", column: column + 1, detail });
  }
  const wanted = (lineLengths[at] ?? 0) + 2;
  const have = Array.from(line).length;
  if (have !== wanted) {
    faults.push({ line: at + 1, kind: "length", detail: `${have} characters with the check; the line has ${wanted}` });
  }
  return faults;
}

const lookalikes: Readonly<Record<string, string>> = {
  "0": "a sheet has no digit 0; look whether it is the letter O",
  "1": "a sheet has no digit 1; look whether it is the letter I or L",
  "8": "a sheet has no digit 8; look whether it is the letter B",
  "9": "a sheet has no digit 9; look whether it is the letter G or Q",
};

function shareOf(bytes: Uint8Array): ReadShareText {
  const read = readShare(new Secret(bytes));
  return read.status === "read" ? read : { ...read, faults: [] };
}

function whereText(faults: readonly LineFault[]): string {
  const places = faults.map(({ line, column }) =>
    column === undefined ? `line ${line}` : `line ${line}, character ${column}`,
  );
  return [...new Set(places)].join("; ");
}

function unreadable(detail: string, faults: readonly LineFault[]): ReadShareText {
  return { ...refused(kitErrors.CUSTODY_SHARE_UNREADABLE, detail), faults };
}
