import { addPerson } from "../../../app/custody/set-up/add-person.ts";
import { type Role, roles } from "../../../domain/custody/documents/roster-document.ts";
import { parseIdentityPerson } from "../../../world/identity/identity-person.ts";
import type { Invocation } from "../command.ts";
import { readBytes } from "../byte-files.ts";
import { usageError } from "../usage-error.ts";
import { draftOf } from "./draft-of.ts";
import { keyWords } from "./person-facts.ts";
import { isKitManifest, runRosterAddKit } from "./roster-add-kit.ts";
import { programName, word } from "./program-name.ts";
import { checkFormats, optionText, writeOutcome } from "./write-outcome.ts";

/** What a founder can do unless --roles says otherwise. */
export const defaultRoles: readonly Role[] = ["approver", "custodian", "requester", "unsealer"];

/** Adds a person or a kit to the draft and says what is still missing; returns the exit code. */
export function runRosterAdd(invocation: Invocation): number {
  const { io, args } = invocation;
  checkFormats(invocation);
  const [file = ""] = args;
  const bytes = readBytes(io.cwd, file);
  if (isKitManifest(bytes)) return runRosterAddKit(invocation, bytes, file);
  const { draft, shown } = draftOf(invocation);
  const person = parseIdentityPerson(bytes, file);
  const added = addPerson(draft)({ person, roles: rolesOf(optionText(invocation, "roles")) });
  const { missing, warnings, people } = added;
  const next =
    missing.length > 0
      ? []
      : people.map((id) => `${programName(io.cwd)} roster sign --identity ${id} --draft ${word(shown)}`);
  const facts = {
    person: person.id,
    roles: added.roles,
    keyWords: keyWords(person),
    people,
    missing,
    warnings,
    next,
  };
  writeOutcome(invocation, {
    deployment: person.deployment,
    schema: "rootward.roster-add/v1",
    facts,
    lines: [
      `${person.id}, ${person.name}: ${added.roles.join(", ")}`,
      `  key words  ${keyWords(person)}   (compare them with ${person.id})`,
      `in the draft: ${people.join(", ")}`,
      ...missing.map((each) => `still missing: ${each}`),
      ...(missing.length > 0 ? [] : warnings.map((each) => `mind: ${each}`)),
      ...(next.length === 0
        ? []
        : ["", "When everybody is in it, each founder signs:", ...next.map((each) => `  ${each}`)]),
    ],
  });
  return 0;
}

function rolesOf(text: string | null): readonly Role[] {
  if (text === null) return defaultRoles;
  return text.split(",").map((name) => {
    const role = roles.find((each) => each === name.trim());
    if (role === undefined) throw usageError(`there is no role ${JSON.stringify(name)}; there are ${roles.join(", ")}`);
    return role;
  });
}
