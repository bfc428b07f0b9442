// A table as spreadsheets write it (RFC 4180, tolerantly), on bytes: cells may hold secrets, so only the ones that are
// wanted are ever made into text. One pass, each byte looked at once; `steps` is what tests hold against the length.

/** What is wrong with how a cell is written. */
export interface CellFault {
  readonly row: number;
  /** From 0. */
  readonly cell: number;
  readonly kind: "quote-open" | "quote-garbage";
}

/** One row; its cells are copies, quotation marks already taken off. */
export interface CellRow {
  /** As a spreadsheet counts, from 1. */
  readonly row: number;
  readonly cells: readonly Uint8Array[];
}

/** A table of cells. */
export interface Cells {
  readonly rows: readonly CellRow[];
  readonly faults: readonly CellFault[];
  readonly steps: number;
}

const quote = 0x22;
const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** Cuts a table into cells; empty rows are counted and left out. `most` rows are read, the rest is left. */
export function readCells(bytes: Uint8Array, delimiter: number, most = Number.POSITIVE_INFINITY): Cells {
  const rows: CellRow[] = [];
  const faults: CellFault[] = [];
  const cell = new Uint8Array(bytes.length);
  let cells: Uint8Array[] = [];
  let length = 0;
  let row = 1;
  let steps = 0;
  let state: "start" | "bare" | "quoted" | "closed" = "start";
  const endCell = () => {
    cells.push(cell.slice(0, length));
    length = 0;
    state = "start";
  };
  const endRow = () => {
    endCell();
    if (cells.some((each) => each.length > 0)) rows.push({ row, cells });
    cells = [];
    row++;
  };
  for (let at = 0; at < bytes.length && rows.length < most; at++) {
    const byte = bytes[at] ?? 0;
    steps++;
    if (state === "quoted") {
      if (byte !== quote) cell[length++] = byte;
      else if (bytes[at + 1] === quote) {
        cell[length++] = quote;
        at++;
        steps++;
      } else state = "closed";
    } else if (byte === delimiter) endCell();
    else if (byte === lineFeed || byte === carriageReturn) {
      if (byte === carriageReturn && bytes[at + 1] === lineFeed) at++;
      endRow();
    } else if (byte === quote && state === "start") state = "quoted";
    else if (state === "closed") {
      if (byte !== 0x20 && faults.at(-1)?.row !== row) faults.push({ row, cell: cells.length, kind: "quote-garbage" });
    } else {
      cell[length++] = byte;
      state = "bare";
    }
  }
  if (state === "quoted") faults.push({ row, cell: cells.length, kind: "quote-open" });
  if (rows.length < most && (length > 0 || cells.length > 0 || state !== "start")) endRow();
  cell.fill(0);
  return { rows, faults, steps };
}
