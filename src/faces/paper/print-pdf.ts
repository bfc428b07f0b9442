import PdfDocument from "pdfkit";

/** A paper size. */
export type Paper = "a4" | "letter";

/** What all papers say of themselves to whoever opens the file. */
export interface PdfInfo {
  readonly title: string;
  readonly paper: Paper;
  /** `YYYY-MM-DD`; the file's own date, so that one input gives the same bytes on every day. */
  readonly date: string;
}

/** One page's drawing surface. */
export type Pdf = InstanceType<typeof PdfDocument>;

/** Free space around everything, in points. */
export const margin = 36;

/**
 * Draws a PDF in memory: no temporary file, black on white, standard fonts. The first page is there already; `draw` adds
 * the others.
 */
export function printPdf({ title, paper, date }: PdfInfo, draw: (pdf: Pdf) => void): Promise<Uint8Array> {
  const at = new Date(`${date}T00:00:00Z`);
  const pdf = new PdfDocument({
    size: paper === "a4" ? "A4" : "LETTER",
    margin,
    info: { Title: printable(title), Creator: "Rootward", Producer: "Rootward", CreationDate: at, ModDate: at },
    lang: "en",
    displayTitle: true,
  });
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    pdf.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on("error", reject);
    pdf.on("end", () => {
      resolve(new Uint8Array(Buffer.concat(chunks)));
    });
    draw(pdf);
    pdf.end();
  });
}

/**
 * The text as the standard fonts can show it: Latin letters with accents stay, others become `?`, which a reader sees,
 * instead of a wrong letter, which nobody does.
 */
export function printable(text: string): string {
  return Array.from(text.normalize("NFC"))
    .map((letter) =>
      /^[\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac]$/u.test(letter) ? letter : "?",
    )
    .join("");
}
