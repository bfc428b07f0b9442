import type { FixedDocuments } from "../../../app/custody/set-up/fixed-documents.ts";
import { sixWords } from "../../../domain/crypto/words.ts";
import type { ReleaseRule } from "../../../domain/custody/documents/release-policy-document.ts";
import type { RuleTerms } from "../../../domain/custody/documents/rule-terms.ts";

/** What is signed, for people to read and compare before they sign. */
export function documentLines({ roster, policy }: FixedDocuments): readonly string[] {
  const { document } = roster;
  return [
    ...(policy.document.solo ? ["NO DUAL CONTROL"] : []),
    `roster of ${document.deployment}, version ${document.version}; the next one needs ${termsText(document.quorum)}`,
    `  hash   ${roster.hash}`,
    `  words  ${sixWords(roster.digest)}`,
    ...document.persons.map(({ id, name, roles }) => `  ${id.padEnd(12)} ${name}: ${roles.join(", ")}`),
    `release policy, version ${policy.document.version}`,
    `  hash   ${policy.hash}`,
    `  words  ${sixWords(policy.digest)}`,
    ...policy.document.rules.map((rule) => `  ${rule.name.padEnd(12)} ${ruleText(rule)}`),
  ];
}

/** The same for programs. */
export function documentFacts({ roster, policy }: FixedDocuments): object {
  return {
    roster: { hash: roster.hash, words: sixWords(roster.digest), document: roster.document },
    releasePolicy: { hash: policy.hash, words: sixWords(policy.digest), document: policy.document },
  };
}

function ruleText(rule: ReleaseRule): string {
  const { accounts, capabilities, maxCodes, window, delaySeconds, sealed } = rule;
  return [
    accounts === "others" ? "every other account" : accounts.join(", "),
    termsText(rule),
    `${capabilities.join(", ")} for ${window / 60} min, at most ${maxCodes} codes`,
    ...(delaySeconds > 0 ? [`after ${delaySeconds / 60} min`] : []),
    ...(sealed.length > 0 ? [`sealed: ${sealed.join(" and ")} open by shares only`] : []),
  ].join("; ");
}

function termsText({ all, any }: RuleTerms): string {
  const texts = [
    ...(all ?? []).map(({ group, min }) => `${min} of ${group}`),
    ...(any === undefined ? [] : [any.map(({ group, min }) => `${min} of ${group}`).join(" or ")]),
  ];
  return texts.length === 0 ? "nobody" : texts.join(" and ");
}
