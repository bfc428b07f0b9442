import type { CanClass } from "../../../app/policy/can/can-principal.ts";
import { nameList } from "../../../app/policy/name-list.ts";
import { TextPage } from "../text/text-page.ts";
import type { TextStyle } from "../text/text-style.ts";
import type { Write } from "../write.ts";
import { witnessWords } from "./policy-words.ts";

/** Actions named of a class; the JSON holds them all. */
const mostNames = 10;
/** Classes of one verdict told one by one. */
const mostClasses = 12;

const titles = {
  absent: "With an access key (no MFA keys)",
  false: "Without MFA",
  true: "With MFA",
  old: "With MFA that is older than some policy wants",
} as const;

/** The answer of `policy can` for a person, by MFA state: what is open with a proof, what may be, how much is closed. */
export function writeCanText(principal: string, classes: readonly CanClass[], write: Write, style: TextStyle): void {
  const page = new TextPage(write, style);
  page.say(principal, "heading");
  for (const mfa of ["absent", "false", "true", "old"] as const) {
    const own = classes.filter((each) => each.mfa === mfa);
    if (own.length === 0) continue;
    const count = (verdict: CanClass["verdict"]): number =>
      own.filter((each) => each.verdict === verdict).reduce((sum, { actions }) => sum + actions.length, 0);
    page.line();
    page.say(
      `${titles[mfa]}: ${count("open")} open, ${count("may")} may be open, ${count("closed")} closed with a certificate`,
      "strong",
    );
    const told = own.filter(({ verdict }) => verdict !== "closed");
    for (const each of told.slice(0, mostClasses)) {
      const names = [...each.actions, ...each.symbolic];
      const list = nameList(names, 0, mostNames);
      page.say(list, each.verdict === "may" ? "unknown" : null, each.verdict === "may" ? "  MAY   " : "  OPEN  ");
      if (each.verdict === "open") {
        const refused = each.replayed === "refused" ? " BUT THE SECOND EVALUATOR REFUSES IT: please report this" : "";
        const proof = each.rule ?? witnessWords(each.witness);
        page.say(`${proof}${refused}`, "dim", "        ");
      }
      if (each.verdict === "may") page.say(each.why, "dim", "        not known: ");
    }
    if (told.length > mostClasses)
      page.say(`and ${told.length - mostClasses} more groups of actions: -f json`, "dim", "  ");
  }
  if (classes.length === 0) page.say("No action matches, or this kind of principal never has that MFA state.", "dim");
}
