// PNG images to plain pixels (W3C PNG, sections 7, 9 and 12): all colour types and depths, not interlaced. Screenshots
// are PNG everywhere; a decoder of this size is easier to trust than a package with native code.
import { inflateSync } from "node:zlib";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { qrErrors } from "./errors.ts";
import { type PngChunks, pngChunks } from "./png-chunks.ts";

/** An image of three bytes a pixel: red, green, blue; what was transparent is white. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A wall of screens in one shot. */
const mostPixels = 40_000_000;

/** Samples in a pixel, by colour type. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Reads a PNG image. Throws `SEALING_IMAGE_UNREADABLE`, `SEALING_IMAGE_TOO_LARGE`; sizes are checked before inflating. */
export function readPng(file: Uint8Array): RgbImage {
  const chunks = pngChunks(file);
  const { header } = chunks;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, colour = 0, compression, filter, interlace] = header.subarray(8);
  const samples = samplesOf[colour];
  if (samples === undefined || depthsOf[colour]?.includes(depth) !== true) throw unreadable("its colour type");
  if (compression !== 0 || filter !== 0) throw unreadable("its compression");
  if (interlace !== 0) throw unreadable("it is interlaced");
  if (width === 0 || height === 0) throw unreadable("it has no pixels");
  if (width * height > mostPixels) {
    throw new CodedError(qrErrors.SEALING_IMAGE_TOO_LARGE, { detail: `${width} by ${height} pixels` });
  }
  const rowBytes = Math.ceil((width * samples * depth) / 8);
  const rows = unfiltered(inflated(chunks.data, height * (rowBytes + 1)), rowBytes, Math.ceil((samples * depth) / 8));
  const data = new Uint8Array(width * height * 3);
  const colourAt = colours(colour, depth, chunks);
  const pixel = [0, 0, 0, 0];
  for (let y = 0, to = 0; y < height; y++) {
    const row = rows.subarray(y * rowBytes, (y + 1) * rowBytes);
    for (let x = 0; x < width; x++, to += 3) {
      for (let each = 0; each < samples; each++) pixel[each] = sample(row, x * samples + each, depth);
      const rgb = colourAt(pixel);
      data[to] = rgb >>> 16;
      data[to + 1] = (rgb >>> 8) & 255;
      data[to + 2] = rgb & 255;
    }
  }
  return { width, height, data };
}

function inflated(data: Buffer, length: number): Buffer {
  try {
    const bytes = inflateSync(data, { maxOutputLength: length });
    if (bytes.length === length) return bytes;
  } catch {
    // Too long, cut off or no zlib stream at all: said below.
  }
  throw unreadable("its pixels");
}

/** Undoes the five row filters in place; gives the rows without their filter bytes. */
function unfiltered(bytes: Buffer, rowBytes: number, step: number): Buffer {
  const rows = Buffer.alloc((bytes.length / (rowBytes + 1)) * rowBytes);
  for (let from = 0, to = 0; from < bytes.length; from += rowBytes + 1, to += rowBytes) {
    const filter = bytes[from] ?? 0;
    if (filter > 4) throw unreadable("a filter");
    for (let x = 0; x < rowBytes; x++) {
      const left = x >= step ? (rows[to + x - step] ?? 0) : 0;
      const above = to > 0 ? (rows[to + x - rowBytes] ?? 0) : 0;
      const corner = x >= step && to > 0 ? (rows[to + x - rowBytes - step] ?? 0) : 0;
      rows[to + x] = (bytes[from + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const guess = left + above - corner;
  const [byLeft, byAbove, byCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** The sample at an index of a row, as it is stored; of 16 bits both bytes. */
function sample(row: Buffer, index: number, depth: number): number {
  if (depth === 8) return row[index] ?? 0;
  if (depth === 16) return ((row[2 * index] ?? 0) << 8) | (row[2 * index + 1] ?? 0);
  const bit = index * depth;
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

/** From the samples of a pixel to its colour, laid over white. */
function colours(colour: number, depth: number, { palette, transparency }: PngChunks): (pixel: number[]) => number {
  const most = 2 ** depth - 1;
  const byte = (value: number | undefined) => Math.round(((value ?? 0) * 255) / most);
  const over = (value: number, alpha: number) => Math.round((value * alpha + 255 * (255 - alpha)) / 255);
  const rgb = (red: number, green: number, blue: number, alpha: number) =>
    (over(red, alpha) << 16) | (over(green, alpha) << 8) | over(blue, alpha);
  const clear = [0, 2, 4].map((at) =>
    transparency !== null && transparency.length >= at + 2 ? transparency.readUInt16BE(at) : -1,
  );
  switch (colour) {
    case 0:
      return ([grey]) => rgb(byte(grey), byte(grey), byte(grey), grey === clear[0] ? 0 : 255);
    case 2:
      return ([red, green, blue]) => {
        const isClear = red === clear[0] && green === clear[1] && blue === clear[2];
        return rgb(byte(red), byte(green), byte(blue), isClear ? 0 : 255);
      };
    case 3:
      return ([index = 0]) => {
        if (palette === null || palette.length < 3 * index + 3) throw unreadable("its palette");
        const at = (place: number) => palette[3 * index + place] ?? 0;
        return rgb(at(0), at(1), at(2), transparency?.[index] ?? 255);
      };
    case 4:
      return ([grey, alpha]) => rgb(byte(grey), byte(grey), byte(grey), byte(alpha));
    default:
      return ([red, green, blue, alpha]) => rgb(byte(red), byte(green), byte(blue), byte(alpha));
  }
}

function unreadable(detail: string): CodedError {
  return new CodedError(qrErrors.SEALING_IMAGE_UNREADABLE, { detail });
}
