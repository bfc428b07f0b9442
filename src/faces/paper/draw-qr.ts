import { encodeQR } from "qr";
import type { Pdf } from "./print-pdf.ts";

/** Where a QR code goes, in points, its quiet zone of four modules inside. */
export interface QrBox {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly ecc: "medium" | "quartile";
}

/** One dot of 300 to the inch, in points. */
const dot = 0.24;

/** Draws a QR code as filled rectangles, so that it is sharp on every printer. */
export function drawQr(pdf: Pdf, text: string, { x, y, size, ecc }: QrBox): void {
  const rows = encodeQR(text, "raw", { ecc, border: 4 });
  // Modules of whole dots at 300 dots per inch, as scanners and printers have: uneven ones are misread when there are many.
  const module = Math.max(dot, Math.floor(size / rows.length / dot) * dot);
  const [left, top] = [Math.round(x / dot) * dot, Math.round(y / dot) * dot];
  for (const [row, cells] of rows.entries()) {
    let from = 0;
    while (from < cells.length) {
      if (cells[from] !== true) {
        from += 1;
        continue;
      }
      let to = from;
      while (cells[to] === true) to += 1;
      // A hair of overlap downwards, or renderers leave white lines between the rows.
      pdf.rect(left + from * module, top + row * module, (to - from) * module, module * 1.02);
      from = to;
    }
  }
  pdf.fill("#000000");
}
