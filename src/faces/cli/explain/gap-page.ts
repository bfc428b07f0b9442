import type { Gap, GapCase } from "../../../domain/policy/gap.ts";

/** A gap as a Markdown page: what a stolen key does with it, how to close it, worked cases. Also what `explain` prints. */
export function gapPage(gap: Gap): string {
  const { id, pitfall, title, severity, danger, fix, references, aka = [], asks, cases } = gap;
  const lines = [
    `# ${id}`,
    "",
    `**${title}.** Pitfall ${pitfall}, severity ${severity}; asked of ${asks.map((kind) => kindNames[kind] ?? kind).join(", ")}.`,
    "",
    "## What it lets happen",
    "",
    danger,
    "",
    "## Fix",
    "",
    fix,
    "",
    "`rootward policy fix FILE --out DIR` writes it and proves it.",
    "",
    "## Worked cases",
    "",
    "| case | verdict |",
    "|---|---|",
    ...cases.map((each) => `| ${each.name.replaceAll("|", "\\|")}${besideWords(each)} | ${each.expect} |`),
    "",
    ...(aka.length === 0 ? [] : [`Also known as: ${aka.join(", ")}.`, ""]),
    ...(references.length === 0 ? [] : ["## References", "", ...references.map((each) => `- ${each}`), ""]),
  ];
  return lines.join("\n");
}

const kindNames: Readonly<Record<string, string>> = {
  identity: "identity policies",
  trust: "trust policies",
  resource: "resource policies",
  scp: "service control policies",
  rcp: "resource control policies",
  boundary: "permission boundaries",
  session: "session policies",
  endpoint: "endpoint policies",
};

function besideWords({ isBesideAdmin }: GapCase): string {
  return isBesideAdmin === true ? " (beside a statement that allows everything)" : "";
}
