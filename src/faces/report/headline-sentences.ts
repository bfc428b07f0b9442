import type { ScanOutcome } from "../../app/scan/outcome.ts";
import { type Headline, plural } from "./headline.ts";

/** Which organization was looked at, when and by which version. */
export function runNote(outcome: ScanOutcome): string {
  const { run } = outcome;
  const at = (run.finishedAt ?? run.startedAt).slice(0, 16).replace("T", " ");
  return `${run.organization ?? "stand-alone account"} · ${at} UTC · rootward ${run.version}`;
}

/** The one step that completes the coverage; null when there is none, or when the coverage line names it already. */
export function nextStep({ coverage }: Pick<ScanOutcome, "coverage">): string | null {
  return coverage.step === null || coverage.line.includes(coverage.step) ? null : coverage.step;
}

/** The answer to "who else can become root?" in a few sentences. */
export function headlineSentences(headline: Headline | null): string[] {
  if (headline === null) return ["not in this file: it holds findings alone. Run `rootward paths` on the snapshot."];
  const { reachable, alone, perhapsAlone, management } = headline;
  const said: string[] = [];
  if (headline.paths === 0) said.push("No certain path was found.");
  else {
    const total = `${plural(headline.paths, "certain path")} in ${plural(reachable.length, "account")}.`;
    const one = alone === 0 ? "" : ` In ${alone} of them one person alone is enough.`;
    const perhaps =
      perhapsAlone === 0
        ? ""
        : ` In ${perhapsAlone}${alone === 0 ? "" : " more"} perhaps one person: holders are not declared.`;
    // The cheapest path of each account is the one with the fewest people, so none takes fewer than these.
    const least = Math.min(...reachable.map((each) => each.cheapest.parties.atLeast));
    const together = least > 1 ? ` Every certain path takes at least ${least} people.` : "";
    said.push(total + one + perhaps + together);
  }
  if (management !== null)
    said.push(`Management account: ${management === 0 ? "no certain path" : plural(management, "path")}.`);
  const rest = [
    headline.without > 0 ? `no path found in ${plural(headline.without, "account")}` : "",
    headline.possibleOnly > 0 ? `possible paths only in ${headline.possibleOnly}` : "",
    headline.noWhoCan > 0 ? `principals unknown in ${headline.noWhoCan}` : "",
    headline.tooMany > 0 ? `too many to count in ${headline.tooMany}` : "",
  ].filter((each) => each !== "");
  if (rest.length > 0) said.push(`${rest.join("; ").replace(/^./, (first) => first.toUpperCase())}.`);
  return said;
}
