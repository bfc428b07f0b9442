import type { ShownLedger } from "./shown-ledger.ts";

const mostProblems = 50;

/** A verdict as lines of text. */
export function ledgerText(shown: ShownLedger): string {
  const { status, origin, size, cosignedBy, firstBad, problems, remarks } = shown;
  const witnesses = cosignedBy.length === 0 ? "cosigned by nobody" : `cosigned by ${cosignedBy.join(", ")}`;
  const head = size === null ? "no signed checkpoint" : `${size} entries, ${witnesses}`;
  const lines = [
    `${status}: ${origin === "" ? "" : `${origin}, `}${head}`,
    ...(shown.root === null ? [] : [`root ${shown.root}`]),
    ...(firstBad === null ? [] : [`first bad entry: ${firstBad}`]),
    ...(status === "damaged" && size !== null ? [`still verifies: ${provenText(shown, size)}`] : []),
    ...(shown.codes === null ? [] : [`codes given out: ${shown.codes}, ${twiceText(shown)}`]),
    ...(shown.decisions === null ? [] : [`signed decisions: ${shown.decisions.verified} verified`]),
    ...problems.slice(0, mostProblems).map(({ file, entry, code, title, detail }) => {
      const place = file ?? (entry === null ? "log" : `entry ${entry}`);
      return `problem: ${place}: ${title}: ${detail} [${code}]`;
    }),
    ...(problems.length > mostProblems ? [`… ${problems.length - mostProblems} more problems (-f json has all)`] : []),
    ...remarks.map((remark) => `note: ${remark}`),
  ];
  return lines.map((line) => `${clean(line)}\n`).join("");
}

function provenText({ proven }: ShownLedger, size: number): string {
  if (proven.length === 0) return `nothing of ${size} entries`;
  const ranges = proven
    .slice(0, 20)
    .map(({ from, to }) => (to - from === 1 ? `${from}` : `${from} to ${to - 1}`))
    .join(", ");
  return `entries ${ranges}${proven.length > 20 ? ", …" : ""} of ${size}`;
}

function twiceText({ problems }: ShownLedger): string {
  const twice = problems.filter(({ code }) => code === "LEDGER_AUDIT_STEP_TWICE").length;
  return twice === 0 ? "none twice" : `${twice} not in order`;
}

/** SECURITY: names and details come out of the file; a terminal must not obey them. */
function clean(line: string): string {
  return line.replaceAll(/[^\P{C}]/gu, "\uFFFD");
}
