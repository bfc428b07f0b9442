// A PNG writer for tests (W3C PNG), in each colour type and depth, and screenshots with QR codes drawn into them.
import { crc32, deflateSync } from "node:zlib";
import { encodeQR } from "qr";

/** How the pixels are stored. */
export interface PngForm {
  readonly colour: 0 | 2 | 3 | 4 | 6;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly filter: 0 | 1 | 2 | 3 | 4;
}

/** Grey pixels, 0 black to 255 white. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => number;
}

const chunk = (name: string, data: Uint8Array): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(name, 4, "latin1");
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
  return Buffer.concat([head, data, tail]);
};

/** A PNG file of a grey image; a palette has 2^depth greys. */
export function pretendPng({ width, height, at }: Grey, { colour, depth, filter }: PngForm): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const most = 2 ** depth - 1;
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour];
  const rowBytes = Math.ceil((width * samples * depth) / 8);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(rowBytes);
    for (let x = 0; x < width; x++) {
      const level = Math.round((at(x, y) * most) / 255);
      const pixel = {
        0: [level],
        2: [level, level, level],
        3: [level],
        4: [level, most],
        6: [level, level, level, most],
      };
      for (const [place, value] of pixel[colour].entries()) put(row, x * samples + place, depth, value);
    }
    return row;
  });
  const step = Math.ceil((samples * depth) / 8);
  const data = Buffer.concat(rows.map((row, y) => filtered(row, rows[y - 1] ?? Buffer.alloc(rowBytes), step, filter)));
  const greys = Array.from({ length: 2 ** depth }, (_, index) => Math.round((index * 255) / most));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    ...(colour === 3 ? [chunk("PLTE", Buffer.from(greys.flatMap((grey) => [grey, grey, grey])))] : []),
    chunk("IDAT", deflateSync(data)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function put(row: Buffer, index: number, depth: number, value: number): void {
  if (depth === 16) row.writeUInt16BE(value, 2 * index);
  else {
    const bit = index * depth;
    row[bit >> 3] = (row[bit >> 3] ?? 0) | (value << (8 - depth - (bit & 7)));
  }
}

function filtered(row: Buffer, above: Buffer, step: number, filter: PngForm["filter"]): Buffer {
  const out = Buffer.alloc(row.length + 1);
  out[0] = filter;
  for (let x = 0; x < row.length; x++) {
    const [a, b, c] = [row[x - step] ?? 0, above[x] ?? 0, above[x - step] ?? 0];
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    out[x + 1] = (row[x] ?? 0) - ([0, a, b, (a + b) >> 1, paeth][filter] ?? 0);
  }
  return out;
}

/** A QR code in a screenshot: its text, where, and how many pixels a module has. */
export interface DrawnCode {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A screenshot with some noise on it and these codes. */
export function screenshot(width: number, height: number, codes: readonly DrawnCode[]): Grey {
  const drawn = codes.map((code) => ({ ...code, rows: encodeQR(code.text, "raw", { ecc: "medium", border: 4 }) }));
  return {
    width,
    height,
    at: (x, y) => {
      for (const { rows, scale, x: left, y: top } of drawn) {
        const cell = rows[Math.floor((y - top) / scale)]?.[Math.floor((x - left) / scale)];
        if (cell !== undefined) return cell ? 0 : 255;
      }
      // Stripes and boxes like a page's text and frames.
      return (Math.floor(x / 3) * 7 + Math.floor(y / 9) * 13) % 11 === 0 ? 60 : 245;
    },
  };
}
