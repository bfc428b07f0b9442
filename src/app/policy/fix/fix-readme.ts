import type { RemainingGap } from "../../../domain/policy/mend/mend-proof.ts";
import type { PolicyFix } from "./fix-policy.ts";
import { nameList } from "../name-list.ts";
import { replacementRunbook } from "./replacement-runbook.ts";

/** The fix in words, to be read before it is applied and to be pasted into a pull request. */
export function fixReadme(fix: PolicyFix, files: readonly string[], diffFile: string): string {
  const { file, as, principal, done, notes, notModelled, proof, isStrict } = fix;
  const { closed, remaining, withoutMfa, lostWithMfa, certificates } = proof;
  const surely = lostWithMfa.filter(({ isCertain }) => isCertain);
  const perhaps = lostWithMfa.filter(({ isCertain }) => !isCertain);
  const needsRunbook = remaining.some(({ pitfall, verdict }) => pitfall === "P12" && verdict !== "lockout");
  return [
    `# ${file}: what passes without MFA, and the fix`,
    "",
    `Judged as ${as} policy for ${principal}${isStrict ? ", strict: an administrator enrols first devices" : ""}. Nothing has been applied.`,
    "",
    "## What a stolen key could do before",
    "",
    actionsLine(withoutMfa.before),
    ...closed.map(
      ({ id, pitfall, was, actions, more, isBesideAdmin }) =>
        `- ${pitfall} ${id} (${was})${isBesideAdmin ? ", beside a policy that allows everything" : ""}: ${nameList(actions, more)}`,
    ),
    "",
    "## What it can do now",
    "",
    actionsLine(withoutMfa.after),
    `Everything else is proven closed, but for what is listed under "What remains": ${certificates.accepted} of ${certificates.checked} certificates were accepted by the independent checker.`,
    `Not taken into account: ${notModelled.join("; ")}.`,
    "",
    "## What remains",
    "",
    ...(remaining.length === 0 ? ["Nothing."] : remaining.map(remainingLine)),
    "",
    "## What changes for people with MFA",
    "",
    ...(surely.length === 0 ? ["Nothing: every request that passed with MFA passes still."] : surely.map(lostLine)),
    ...(perhaps.length === 0
      ? []
      : [`It is not known whether these lose anything: ${nameList(perhaps.map(({ action }) => action))}.`]),
    "",
    "## Can a user without device still enrol one?",
    "",
    enrolLine(fix),
    "",
    "## Changes",
    "",
    ...(done.length === 0 ? ["None."] : done.map(({ says }) => `- ${says}`)),
    ...(notes.length === 0 ? [] : ["", "## Mind", "", ...notes.map((note) => `- ${note}`)]),
    "",
    "## Files",
    "",
    ...files.map((name) => `- \`${name}\`: ${whatIs(name, diffFile)}`),
    "",
    `Apply the diff where the document is kept with \`git apply ${diffFile}\` or \`patch -p1 < ${diffFile}\`, try it on one user first, then run \`rootward policy check\` on it again.`,
    ...(needsRunbook ? ["", replacementRunbook()] : [""]),
  ].join("\n");
}

function actionsLine(names: readonly string[]): string {
  if (names.length === 0) return "Nothing passes by these documents alone.";
  return `${names.length === 1 ? "1 action passes" : `${names.length} actions pass`} without MFA: ${nameList(names)}.`;
}

function remainingLine({ id, pitfall, verdict, actions, more, why }: RemainingGap): string {
  const words = { gap: "OPEN", may: "MAY be open", lockout: "LOCKOUT" }[verdict];
  return `- ${words}: ${pitfall === null ? "" : `${pitfall} `}${id}, ${nameList(actions, more)}: ${why}.`;
}

function lostLine({ action, requests, example, states }: PolicyFix["proof"]["lostWithMfa"][number]): string {
  const where = requests === "all" ? "nowhere any more" : "on fewer resources";
  const when = states.includes("true") ? "" : " when MFA was used too long ago";
  return `- ${action} passes ${where}${when}${example === null ? "" : `; ${example} was one`}.`;
}

function enrolLine({ proof: { canEnrol, couldEnrol, why, canAdministrator }, isStrict }: PolicyFix): string {
  if (canEnrol === null) return "Not a question of this document.";
  const reason = why === null ? "" : `: ${why}`;
  if (canEnrol) return `Yes${reason}.`;
  const before =
    couldEnrol === true
      ? " Before, it was possible with what let a stolen key in too. Have an administrator enrol first devices, or grant the two calls on the own user and device in a statement without MFA condition and fix again."
      : " It was so before, and to change it would let more pass without MFA.";
  const admin = canAdministrator === true ? " An administrator whose session has MFA can enrol it." : "";
  return `No${isStrict ? ", on purpose" : ""}${reason}.${isStrict ? "" : before}${admin}`;
}

function whatIs(name: string, diffFile: string): string {
  switch (name) {
    case diffFile:
      return "the change as a unified diff";
    case "deny-without-mfa.json":
      return "a managed policy of its own that demands MFA, to attach beside any policy";
    case "scp.json":
      return "a service control policy that demands MFA of every user, future ones too, and spares roles; it binds neither the management account nor root";
    case "boundary.json":
      return "a permissions boundary that denies without MFA, and does not merely withhold";
    case "README.md":
      return "this page";
    case "proof.json":
      return "the proof, for programs";
    default:
      return "the fixed document";
  }
}
