import { margin, type Pdf } from "./print-pdf.ts";

const lineHeight = 8.4;

/** Prints a short program line by line, in letters that a person can still type off, from the current place downwards. */
export function drawProgram(pdf: Pdf, program: string): void {
  const top = pdf.y + 4;
  const lines = program.trimEnd().split("\n");
  pdf.font("Courier").fontSize(7);
  for (const [at, line] of lines.entries()) pdf.text(line, margin, top + at * lineHeight, { lineBreak: false });
  pdf.x = margin;
  pdf.y = top + lines.length * lineHeight + 6;
  pdf.font("Helvetica").fontSize(10);
}
