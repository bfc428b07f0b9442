import type { PlannedDocument } from "../../../domain/guards/plan/plan.ts";
import type { FixOutcome } from "../../../app/fix/fix-ask.ts";

const most = 12;
const width = 38;

/** The outcome for a person: paths before and after, what keeps working, files, and what to do next. */
export function fixText(outcome: FixOutcome, files: readonly string[], folder: string): string {
  const { plan } = outcome;
  const { paths } = plan;
  const inPlace = plan.inPlace.map(({ id, title }) => `  ${id}  ${title}`);
  if (outcome.isNothing) {
    return lines([
      "Nothing to fix: every guard is in place, and no finding is left to people.",
      ...inPlace,
      "",
      `Certain paths to root: ${paths.before}. Only possible: ${paths.possibleBefore}.`,
      ...notComputed(outcome),
      "Nothing was written.",
    ]);
  }
  return lines([
    `Certain paths to root over all accounts: ${paths.before} before, ${paths.after} after the guards.`,
    `Only possible: ${paths.possibleBefore} before, ${paths.possibleAfter} after.`,
    "",
    ...table(outcome),
    ...notComputed(outcome),
    "",
    "What keeps working:",
    ...plan.keeps.map(({ says, before, after }) => `  ${says}: ${before} before, ${after} after`),
    ...(inPlace.length === 0 ? [] : ["", "Already in place:", ...inPlace]),
    "",
    `Wrote ${folder}:`,
    ...plan.documents.map(documentLine),
    ...files
      .filter((file) => !plan.documents.some((each) => each.file === file))
      .map((file) => `  ${file.padEnd(width)} ${whatIs(file)}`),
    ...(plan.enableSignin === null
      ? []
      : ["", `And one call: enable console authorization for ${plan.enableSignin}; before it no RCP stops a sign-in.`]),
    ...(plan.notes.length === 0 ? [] : ["", "Mind:", ...plan.notes.map((note) => `  - ${note}`)]),
    "",
    "Next:",
    `  1. read ${folder}/PLAN.md: the calls in order, how to go back, and what only people can do`,
    "  2. attach each policy to a unit for tests first; nothing has been applied",
    "  3. collect again, then `rootward paths --from` the new snapshot: the numbers above must come true",
  ]);
}

function table({ plan }: FixOutcome): string[] {
  const rows = plan.paths.accounts
    .filter(({ before, after }) => before > 0 || after > 0)
    .sort((one, two) => two.after - one.after || two.before - one.before || (one.account < two.account ? -1 : 1));
  if (rows.length === 0) return [];
  const shown = rows
    .slice(0, most)
    .map(
      ({ account, name, before, after }) =>
        `${account}  ${(name ?? "").slice(0, 24).padEnd(24)} ${String(before).padStart(6)} ${String(after).padStart(6)}`,
    );
  const more = rows.length > most ? [`… and ${rows.length - most} more accounts: PLAN.md`] : [];
  return [
    `${"account".padEnd(12)}  ${"".padEnd(24)} ${"before".padStart(6)} ${"after".padStart(6)}`,
    ...shown,
    ...more,
  ];
}

function notComputed({ plan }: FixOutcome): string[] {
  const { notComputed: blind } = plan.paths;
  if (blind.length === 0) return [];
  const few = blind.slice(0, 3).map(({ account, why }) => `  ${account}: ${why}`);
  const more = blind.length > 3 ? [`  … and ${blind.length - 3} more: proof.json`] : [];
  return ["", `Not proven for ${blind.length} of the accounts, whose paths could not be computed:`, ...few, ...more];
}

function documentLine({ file, guards, bytes, limit, targets }: PlannedDocument): string {
  const ids = [...new Set(guards.map(({ id }) => id))].join(" ");
  return `  ${file.padEnd(width)} ${ids.padEnd(3)} ${bytes} of ${limit} bytes, ${places(targets)}`;
}

function places(targets: readonly string[]): string {
  const [first] = targets;
  if (first === undefined) return "attached already";
  return targets.length === 1 ? `for ${first.slice(first.lastIndexOf("/") + 1)}` : `for ${targets.length} targets`;
}

function whatIs(file: string): string {
  switch (file) {
    case "PLAN.md":
      return "what to do, in order";
    case "contact-baseline.yaml":
      return "contacts as they are: review, then declare";
    case "alert.cfn.yaml":
      return "the alarm: EventBridge to SNS";
    default:
      return "the proof, for programs";
  }
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
