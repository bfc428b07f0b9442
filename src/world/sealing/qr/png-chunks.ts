// The frame of a PNG file (W3C PNG, section 5): signature, then chunks of length, name, data and CRC.
import { crc32 } from "node:zlib";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { qrErrors } from "./errors.ts";

/** The chunks that pixels come from. */
export interface PngChunks {
  readonly header: Buffer;
  readonly palette: Buffer | null;
  readonly transparency: Buffer | null;
  /** All `IDAT` data in order. */
  readonly data: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Whether a file begins like a PNG image. */
export function isPng(file: Uint8Array): boolean {
  return signature.equals(file.subarray(0, signature.length));
}

/** Reads the chunks of a PNG file. Throws `SEALING_IMAGE_UNREADABLE`. */
export function pngChunks(file: Uint8Array): PngChunks {
  if (!isPng(file)) throw unreadable(file[0] === 0xff && file[1] === 0xd8 ? "a JPEG file" : "no PNG file");
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const found = new Map<string, Buffer>();
  const data: Buffer[] = [];
  for (let at = signature.length; ;) {
    if (at + 12 > bytes.length) throw unreadable("it is cut off");
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) throw unreadable("it is cut off");
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw unreadable("a checksum is wrong");
    const name = bytes.toString("latin1", at + 4, at + 8);
    const chunk = bytes.subarray(at + 8, end);
    at = end + 4;
    if (name === "IEND") break;
    if (name === "IDAT") data.push(chunk);
    else if (!found.has(name)) found.set(name, chunk);
  }
  const header = found.get("IHDR");
  if (header?.length !== 13) throw unreadable("it has no header");
  return {
    header,
    palette: found.get("PLTE") ?? null,
    transparency: found.get("tRNS") ?? null,
    data: Buffer.concat(data),
  };
}

function unreadable(detail: string): CodedError {
  return new CodedError(qrErrors.SEALING_IMAGE_UNREADABLE, { detail });
}
