import type { ScanOutcome } from "../../app/scan/outcome.ts";
import { countStandings, standings, standingShapes } from "./finding-order.ts";
import { writeTwoQuestions } from "./text/table-questions.ts";
import { TextPage } from "./text/text-page.ts";
import type { TextStyle } from "./text/text-style.ts";
import type { Write } from "./write.ts";

/** The first screen alone: both questions, what to change first, and how many findings there are. */
export function writeSummary(outcome: ScanOutcome, write: Write, style: TextStyle): void {
  const page = new TextPage(write, style);
  writeTwoQuestions(outcome, page);
  const counts = countStandings(outcome.findings);
  const parts = standings
    .filter((standing) => counts.has(standing))
    .map((standing) =>
      `${standingShapes[standing]} ${counts.get(standing) ?? 0} ${standing}`.replaceAll(" ", "\u00a0"),
    );
  page.say(`Findings: ${parts.length === 0 ? "none" : parts.join(", ")}`, "strong");
}
