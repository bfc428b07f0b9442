import { joinerScript, openerScript } from "../../domain/custody/kits/sheets/opener-script.ts";
import type { KitSheet } from "../../domain/custody/kits/sheets/kit-sheet.ts";
import { drawProgram } from "./draw-program.ts";
import { drawQr } from "./draw-qr.ts";
import { margin, type Paper, type Pdf, printable, printPdf } from "./print-pdf.ts";

/**
 * One holder's sheet: the front with the share, the back with the programs that open a kit without Rootward. `date` is when
 * the kit was made.
 */
export function kitSheetPdf(sheet: KitSheet, paper: Paper, date: string): Promise<Uint8Array> {
  return printPdf({ title: sheet.title, paper, date }, (pdf) => {
    front(pdf, sheet);
    pdf.addPage();
    back(pdf, sheet);
  });
}

function front(pdf: Pdf, sheet: KitSheet): void {
  const width = pdf.page.width - 2 * margin;
  heading(pdf, sheet.title);
  paragraphs(pdf, sheet.isAndIsNot);
  const top = pdf.y + 4;
  const size = 190;
  drawQr(pdf, sheet.qr.reveal(), { x: margin, y: top, size, ecc: "quartile" });
  const right = margin + size + 14;
  pdf.font("Helvetica-Bold").fontSize(10).fillColor("#000000");
  const { index, total, threshold, holder } = sheet.share;
  pdf.text(printable(`Share ${index} of ${total}, for ${holder}; ${threshold} open the kit`), right, top + 12);
  pdf.font("Courier").fontSize(14);
  for (const [at, line] of sheet.lines.entries()) {
    pdf.text(`${at + 1}  ${line.reveal()}`, right, top + 36 + at * 22, { lineBreak: false });
  }
  pdf.font("Helvetica").fontSize(8.5);
  pdf.text("The last two characters of a line are its check.", right, top + 36 + 5 * 22 + 2);
  pdf.text(`First bytes of all commitments: ${sheet.commitments.join(" ")}`, right, pdf.y + 2, {
    width: margin + width - right,
  });
  pdf.x = margin;
  pdf.y = top + size + 6;
  section(pdf, "What to do");
  for (const [at, step] of sheet.steps.entries())
    pdf.text(printable(`${at + 1}. ${step}`), { indent: 0, lineGap: 1.5 });
  section(pdf, "Who else holds a share");
  pdf.text(printable(sheet.others.join(", ")));
  section(pdf, "Where copies of the kit lie");
  pdf.text(printable(sheet.copies.length === 0 ? "none registered when this was printed" : sheet.copies.join(", ")));
  section(pdf, "Kit");
  pdf.fontSize(8.5);
  for (const { name, value } of sheet.facts) pdf.text(printable(`${name}: ${value}`), { lineGap: 0.5 });
  pdf.fontSize(10.5).moveDown(1.2);
  for (const blank of sheet.blanks) {
    pdf.text(printable(`${blank}:`), margin, pdf.y + 12, { continued: false });
    pdf
      .moveTo(margin + 215, pdf.y - 1)
      .lineTo(margin + width, pdf.y - 1)
      .lineWidth(0.5)
      .stroke("#000000");
  }
}

function back(pdf: Pdf, sheet: KitSheet): void {
  heading(pdf, sheet.title);
  paragraphs(pdf, [
    "Without Rootward: put each sheet's scanned QR text, or its five typed lines, into sheets.txt, then run with Python 3:",
    "python3 open.py < sheets.txt > key.txt   and   age -d -i key.txt kit.age   (age 1.0 or newer). open.py is:",
  ]);
  drawProgram(pdf, openerScript);
  paragraphs(pdf, [
    "A kit on paper: zbarimg --raw --quiet page-*.png > blocks.txt   and   python3 join.py < blocks.txt > kit.age. join.py is:",
  ]);
  drawProgram(pdf, joinerScript);
}

function heading(pdf: Pdf, title: string): void {
  pdf.font("Helvetica-Bold").fontSize(15).fillColor("#000000").text(printable(title), margin, margin);
  pdf.moveDown(0.4).font("Helvetica").fontSize(10);
}

function section(pdf: Pdf, title: string): void {
  pdf.moveDown(0.7).font("Helvetica-Bold").fontSize(11.5).text(title, margin);
  pdf.font("Helvetica").fontSize(10.5);
}

function paragraphs(pdf: Pdf, texts: readonly string[]): void {
  for (const text of texts) pdf.text(printable(text), { lineGap: 1 });
}
