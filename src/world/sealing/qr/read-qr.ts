import decodeQr, { type FinderPoints, type Quad } from "qr/decode.js";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { qrErrors } from "./errors.ts";
import { readPng, type RgbImage } from "./read-png.ts";

/** Files of this size and less are looked at. */
const mostBytes = 32 * 1024 * 1024;
/** The library's own budget is one frame of a camera; a screenshot is looked at once, thoroughly. */
const search = { effort: 4, timeLimit: 4000, format: "RGB" } as const;

/**
 * What the one QR code in a screenshot says. Throws `SEALING_IMAGE_*`, `SEALING_QR_NONE` and, when there is another code
 * that says something else, `SEALING_QR_SEVERAL`: nothing would tell which of them was meant.
 */
export function readQr(file: Uint8Array): Secret<Uint8Array> {
  if (file.length > mostBytes) {
    throw new CodedError(qrErrors.SEALING_IMAGE_TOO_LARGE, { detail: `${file.length} bytes` });
  }
  const image = readPng(file);
  try {
    const first = findCode(image);
    if (first === null) throw new CodedError(qrErrors.SEALING_QR_NONE);
    paintWhite(image, first.outline);
    const second = findCode(image);
    // One code that is shown twice, or was not painted over whole, is still one.
    if (second !== null && second.text !== first.text) throw new CodedError(qrErrors.SEALING_QR_SEVERAL);
    return new Secret(utf8(first.text));
  } finally {
    image.data.fill(0);
  }
}

interface FoundCode {
  readonly text: string;
  readonly outline: Quad;
}

function findCode(image: RgbImage): FoundCode | null {
  let outline: Quad | null = null;
  const pointsOnDetect = (points: FinderPoints) => {
    outline = points.outline;
  };
  try {
    const text = decodeQr(image, { ...search, pointsOnDetect });
    return outline === null ? null : { text, outline };
  } catch {
    // The library throws for "none found" as for "damaged"; both mean that no code can be read.
    return null;
  }
}

/** Fills a quadrangle whose corners go round once. */
function paintWhite({ width, height, data }: RgbImage, quad: Quad): void {
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  const [xs, ys] = [quad.map(({ x }) => x), quad.map(({ y }) => y)];
  const [left, right] = [clamp(Math.min(...xs), width - 1), clamp(Math.max(...xs), width - 1)];
  const [top, bottom] = [clamp(Math.min(...ys), height - 1), clamp(Math.max(...ys), height - 1)];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++)
      if (isInside(quad, x, y)) data.fill(255, 3 * (y * width + x), 3 * (y * width + x) + 3);
  }
}

function isInside(quad: Quad, x: number, y: number): boolean {
  const sides = quad.map((from, at) => {
    const to = quad[(at + 1) % 4] ?? from;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}
