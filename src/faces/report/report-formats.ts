/** Every format of a scan's report. `run` is the stored run that all others can be drawn from again. */
export const reportFormats = [
  "table",
  "summary",
  "json",
  "jsonl",
  "csv",
  "sarif",
  "ocsf",
  "html",
  "md",
  "mermaid",
  "dot",
  "run",
] as const;

/** See `reportFormats`. */
export type ReportFormat = (typeof reportFormats)[number];

/** Reads a format's name; `markdown` is `md`. Null when there is no such format. */
export function reportFormat(name: string): ReportFormat | null {
  return name === "markdown" ? "md" : (reportFormats.find((format) => format === name) ?? null);
}
