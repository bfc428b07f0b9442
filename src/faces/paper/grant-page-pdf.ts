import type { GrantRecord } from "../../domain/custody/record/grant-record.ts";
import { margin, type Paper, printable, printPdf } from "./print-pdf.ts";

/** What stands on the page besides the record. */
export interface GrantPageHead {
  readonly deployment: string;
  readonly isRehearsal: boolean;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** The checkpoints that the entries were verified under, one line each: origin, size, root. */
  readonly checkpoints: readonly string[];
}

/** The one page about one grant, for an auditor. */
export function grantPagePdf(record: GrantRecord, head: GrantPageHead, paper: Paper): Promise<Uint8Array> {
  const title = `${head.isRehearsal ? "REHEARSAL - " : ""}${head.deployment}: use of root, request ${record.requestId}`;
  return printPdf({ title, paper, date: head.date }, (pdf) => {
    const width = pdf.page.width - 2 * margin;
    pdf.font("Helvetica-Bold").fontSize(14).fillColor("#000000").text(printable(title), margin, margin, { width });
    pdf
      .font("Helvetica")
      .fontSize(10)
      .text(printable(`Account ${record.account}. ${record.outcome}.`), { width });
    const lines = record.headings.reduce((sum, heading) => sum + heading.lines.length, 0);
    // One page whatever happened: long records get smaller letters, never a second leaf that could be lost.
    const size = lines <= 40 ? 9 : lines <= 60 ? 7.5 : 6;
    for (const heading of record.headings) {
      pdf
        .moveDown(0.6)
        .font("Helvetica-Bold")
        .fontSize(size + 1.5)
        .text(heading.title, margin, pdf.y, { width });
      pdf.font("Helvetica").fontSize(size);
      for (const line of shortened(heading.lines))
        pdf.text(printable(line), { width, height: size * 2.4, ellipsis: true });
    }
    pdf.moveDown(0.8).fontSize(7.5);
    pdf.text(
      "Numbers in brackets are entries of the ledger; rootward ledger verify checks them with public keys alone.",
    );
    for (const line of head.checkpoints) pdf.text(printable(line), { width });
  });
}

/** The first and last of very many lines, with how many lie between. */
function shortened(lines: readonly string[]): readonly string[] {
  const most = 14;
  if (lines.length <= most) return lines;
  return [...lines.slice(0, 9), `… ${lines.length - 12} more entries in the ledger …`, ...lines.slice(-3)];
}
