import { joinerScript } from "../../domain/custody/kits/sheets/opener-script.ts";
import type { KitPage } from "../../domain/custody/kits/blocks/kit-pages.ts";
import { drawProgram } from "./draw-program.ts";
import { drawQr } from "./draw-qr.ts";
import { margin, type Paper, type Pdf, printable, printPdf } from "./print-pdf.ts";

/** What stands on every page besides the blocks. */
export interface KitPagesHead {
  readonly deployment: string;
  readonly isRehearsal: boolean;
}

/** A whole sealed kit as pages of QR blocks, and one more page with the program that joins them. */
export function kitPagesPdf(pages: readonly KitPage[], head: KitPagesHead, paper: Paper): Promise<Uint8Array> {
  const [first] = pages;
  const title = `${head.isRehearsal ? "REHEARSAL - " : ""}${head.deployment}: sealed kit ${first?.vault ?? ""} ${first?.kitId ?? ""}`;
  return printPdf({ title, paper, date: first?.date ?? "1970-01-01" }, (pdf) => {
    for (const [at, page] of pages.entries()) {
      if (at > 0) pdf.addPage();
      drawPage(pdf, page, title);
    }
    pdf.addPage();
    lastPage(pdf, title);
  });
}

function drawPage(pdf: Pdf, page: KitPage, title: string): void {
  pdf.font("Helvetica-Bold").fontSize(12).fillColor("#000000").text(printable(title), margin, margin);
  pdf.font("Helvetica").fontSize(8.5);
  pdf.text(
    `Page ${page.page} of ${page.pages}, blocks ${page.from}-${page.to} of ${page.blocks}, made on ${page.date}. ${page.notice}`,
  );
  pdf.text(`SHA-256 of the whole kit: ${page.sha256}`);
  const top = pdf.y + 6;
  const columns = 2;
  const rows = 3;
  const size = Math.min((pdf.page.width - 2 * margin) / columns, (pdf.page.height - margin - top) / rows - 12);
  for (const [at, text] of page.qr.entries()) {
    const x = margin + (at % columns) * ((pdf.page.width - 2 * margin) / columns);
    const y = top + Math.floor(at / columns) * (size + 12);
    pdf.fontSize(8).text(`block ${page.from + at}`, x + 8, y, { lineBreak: false });
    drawQr(pdf, text, { x, y: y + 6, size, ecc: "medium" });
    pdf.fillColor("#000000");
  }
}

function lastPage(pdf: Pdf, title: string): void {
  pdf.font("Helvetica-Bold").fontSize(12).text(printable(title), margin, margin);
  pdf.font("Helvetica").fontSize(9);
  pdf.text("Without Rootward: scan all pages, in any order, then", { lineGap: 1 });
  pdf.text(
    "zbarimg --raw --quiet page-*.png > blocks.txt   and   python3 join.py < blocks.txt > kit.age   with join.py:",
  );
  drawProgram(pdf, joinerScript);
}
