import type { Invocation } from "../command.ts";
import { ownIdentity } from "../custody/own-identity.ts";
import { keyWords, personFacts } from "./person-facts.ts";
import { writeOutcome } from "./write-outcome.ts";

/** Shows the public part of an identity; returns the exit code. */
export function runIdentityShow(invocation: Invocation): number {
  const { person, directory, requests } = ownIdentity(invocation);
  const open = requests.list();
  const facts = { directory, ...personFacts(person), requests: open };
  writeOutcome(invocation, {
    deployment: person.deployment,
    schema: "rootward.identity/v1",
    facts,
    lines: [
      `${person.id}, ${person.name}, of ${person.deployment}`,
      `  key          ${person.credId}`,
      `  key words    ${keyWords(person)}`,
      `  recipient P  ${shortened(person.recipientP)}`,
      `  recipient S  ${shortened(person.recipientS)}`,
      `  door         ${person.doorSpki}`,
      `  requests     ${open.length === 0 ? "none open here" : open.join(", ")}`,
    ],
  });
  return 0;
}

function shortened(recipient: string): string {
  return recipient.length <= 70 ? recipient : `${recipient.slice(0, 24)}…${recipient.slice(-12)}`;
}
