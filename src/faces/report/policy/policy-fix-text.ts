import { fixExit } from "../../../app/policy/fix/fix-exit.ts";
import type { PolicyFix } from "../../../app/policy/fix/fix-policy.ts";
import { nameList } from "../../../app/policy/name-list.ts";
import { printable } from "../printable.ts";
import { TextPage } from "../text/text-page.ts";
import type { TextStyle } from "../text/text-style.ts";
import type { Write } from "../write.ts";

/** The answer of `policy fix` for a person: what was wrong and whether it is closed now, the diff, the proof. */
export function writePolicyFixText(
  fix: PolicyFix,
  files: readonly string[],
  folder: string,
  write: Write,
  style: TextStyle,
): void {
  const page = new TextPage(write, style);
  const { as, principal, diff, notes, done } = fix;
  const exit = fixExit(fix);
  page.say(`${fix.file === "-" ? "standard input" : fix.file}: ${headline(fix)}`, exit === 1 ? "bad" : "strong");
  page.say(`judged as ${as} policy for ${principal}`, "dim", "  ");
  for (const { says } of done) page.say(says, null, "  - ");
  if (diff !== "") {
    page.line();
    for (const line of diff.trimEnd().split("\n"))
      page.line(page.paint(roleOf(line), printable(line.replace(/\r$/, ""))));
  }
  page.line();
  writeProof(page, fix);
  page.say(`Not taken into account: ${fix.notModelled.join("; ")}.`, "dim");
  if (notes.length > 0) page.line();
  for (const note of notes) page.say(note, null, "mind     ");
  page.line();
  if (files.length === 0) {
    page.say("Nothing was written.", "dim");
    return;
  }
  page.say(`Wrote ${folder}: ${files.join(", ")}. Nothing has been applied.`, "strong");
  page.say(`${folder}/README.md says what to do, in order`, "dim", "  → ");
}

function headline({ proof, diff, done }: PolicyFix): string {
  const { closed, remaining } = proof;
  const count = (verdict: string): number => remaining.filter((each) => each.verdict === verdict).length;
  const [open, may] = [count("gap"), count("may")];
  const left = [
    ...(open === 0 ? [] : [`${open} still open`]),
    ...(may === 0 ? [] : [`${may} that may be open`]),
    ...(count("lockout") === 0 ? [] : [`${count("lockout")} lockout`]),
  ].join(", ");
  if (diff === "") return left === "" ? "nothing to fix" : `nothing that a change of it fixes; ${left}`;
  const gaps =
    closed.length === 1 ? "1 gap was open and is closed now" : `${closed.length} gaps were open and are closed now`;
  const what = closed.length === 0 ? `mended by ${done.length === 1 ? "1 change" : `${done.length} changes`}` : gaps;
  return left === "" ? `${what}; nothing else stays open` : `${what}; ${left}`;
}

function writeProof(page: TextPage, { proof, isStrict }: PolicyFix): void {
  const { closed, remaining, withoutMfa, certificates, lostWithMfa, canEnrol, why, canAdministrator } = proof;
  for (const { pitfall, id, actions, more, isBesideAdmin } of closed) {
    const where = isBesideAdmin ? " (beside a policy that allows everything)" : "";
    page.say(`${pitfall} ${id}${where}: ${nameList(actions, more)}`, "good", "closed   ");
  }
  for (const { pitfall, id, verdict, actions, more, why: because } of remaining) {
    const name = pitfall === null ? id : `${pitfall} ${id}`;
    const label = { gap: "OPEN     ", may: "may      ", lockout: "lockout  " }[verdict];
    page.say(`${name}: ${nameList(actions, more)}: ${because}`, verdict === "may" ? "unknown" : "bad", label);
  }
  const { before, after } = withoutMfa;
  const now = after.length === 0 ? "" : ` (${nameList(after)})`;
  page.say(`${before.length} actions open without MFA before, ${after.length} now${now}`, null, "proof    ");
  const { checked, accepted } = certificates;
  page.say(`${accepted} of ${checked} certificates accepted by the independent checker`, null, "proof    ");
  const surely = lostWithMfa.filter(({ isCertain }) => isCertain);
  page.say(
    surely.length === 0
      ? "nothing lost with MFA"
      : `lost with MFA: ${surely.map(({ action, requests, example }) => `${action} ${requests === "all" ? "everywhere" : `on some resources, ${example ?? "some"} for one`}`).join("; ")}`,
    surely.length === 0 ? null : "unknown",
    "proof    ",
  );
  const perhaps = lostWithMfa.filter(({ isCertain }) => !isCertain);
  if (perhaps.length > 0) {
    page.say(`perhaps lost with MFA: ${nameList(perhaps.map(({ action }) => action))}`, "unknown", "proof    ");
  }
  if (canEnrol === null) return;
  const admin = !canEnrol && canAdministrator === true ? "; an administrator with MFA can enrol it" : "";
  page.say(
    `a user without device can${canEnrol ? "" : "not"} enrol one${!canEnrol && isStrict ? ", on purpose" : ""}${why === null ? "" : `: ${why}`}${admin}`,
    canEnrol || isStrict ? null : "unknown",
    "proof    ",
  );
}

function roleOf(line: string): "good" | "bad" | "dim" | null {
  if (/^(?:---|\+\+\+|@@)/.test(line)) return "dim";
  if (line.startsWith("+")) return "good";
  return line.startsWith("-") ? "bad" : null;
}
