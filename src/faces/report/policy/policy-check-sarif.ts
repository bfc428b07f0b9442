import type { CheckedDocument, PolicyCheck, ToldGap } from "../../../app/policy/check/policy-check.ts";
import { nameList } from "../../../app/policy/name-list.ts";
import { fingerprint } from "../../../domain/core/fingerprint.ts";
import { gaps } from "../../../domain/policy/gap-registry.ts";
import { sarifLevel, sarifPlain, sarifResults, sarifScore } from "../sarif.ts";
import type { Write } from "../write.ts";
import { stateWords, witnessWords } from "./policy-words.ts";

/** Most actions named in a message; the JSON holds them all. */
const mostNames = 20;

/**
 * SARIF 2.1.0 for code scanning: one result for each gap and statement, with line and column of the statement in the file
 * given. Notes have the level `note`, what may be open is `open`.
 */
export function writePolicyCheckSarif(
  check: PolicyCheck,
  write: Write,
  { version, exitCode }: { readonly version: string; readonly exitCode: number },
): void {
  const results = check.documents.flatMap(resultsOf);
  const told = results.slice(0, sarifResults);
  const ids = new Set(told.map(({ ruleId }) => ruleId));
  const rules = gaps.filter(({ id }) => ids.has(id));
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  const notifications = [
    ...check.unread.map(({ code, title, detail, file, position }) => ({
      level: "error",
      message: { text: sarifPlain(`${title}${detail === null ? "" : `: ${detail}`} [${code}]`) },
      locations: [locationOf(position?.file ?? file, position?.line, position?.column)],
    })),
    ...(results.length > told.length
      ? [{ level: "warning", message: { text: `and ${results.length - told.length} more results` } }]
      : []),
  ];
  const run = {
    tool: {
      driver: {
        name: "Rootward",
        semanticVersion: version,
        version,
        rules: rules.map(({ id, title, danger, fix, severity, pitfall }) => {
          const score = sarifScore(severity);
          return {
            id,
            name: id,
            shortDescription: { text: title },
            fullDescription: { text: danger },
            help: { text: `${danger}\n\nFix: ${fix}` },
            defaultConfiguration: { level: sarifLevel(severity) },
            properties: {
              tags: ["security", "aws", "iam", "mfa", pitfall],
              precision: "very-high",
              ...(score === null ? {} : { "security-severity": score }),
            },
          };
        }),
      },
    },
    automationDetails: { id: "rootward/policy/" },
    columnKind: "utf16CodeUnits",
    invocations: [
      { executionSuccessful: check.unread.length === 0, exitCode, toolExecutionNotifications: notifications },
    ],
    results: told.map((result) => ({ ...result, ruleIndex: index.get(result.ruleId) ?? 0 })),
  };
  const $schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  write(`${JSON.stringify({ $schema, version: "2.1.0", runs: [run] }, null, 1)}\n`);
}

function resultsOf(document: CheckedDocument) {
  const groups = new Map<string, ToldGap[]>();
  for (const gap of document.gaps) {
    const key = `${gap.id} ${gap.verdict} ${gap.position?.line ?? 0}:${gap.position?.column ?? 0}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(gap);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [resultOf(document, first, group)];
  });
}

function resultOf({ file, name, principal }: CheckedDocument, first: ToldGap, group: readonly ToldGap[]) {
  const { id, verdict, severity, title, position, witness, why, mitigatedBy } = first;
  const actions = group.map(({ action }) => action);
  const named = nameList(actions, group.at(-1)?.more, mostNames);
  const passes = `${named} ${verdict === "lockout" ? "refused" : "passes"} ${stateWords(first.cells)}.`;
  const proof = witness === null ? "" : ` Proof: ${witnessWords(witness)}.`;
  const open = why === undefined ? "" : ` Not known: ${why}.`;
  const but = mitigatedBy === undefined ? "" : ` A stolen key alone is stopped by ${mitigatedBy}.`;
  const isOpen = verdict === "may";
  // INVARIANT: nothing that moves with an edit elsewhere in the file is part of the fingerprint.
  const print = fingerprint(id, "", `${file} ${name}`, `${verdict} ${actions[0] ?? ""} ${principal}`);
  return {
    ruleId: id,
    kind: isOpen ? "open" : verdict === "note" ? "informational" : "fail",
    // SARIF 3.27.10: a result that is no failure has the level "none".
    level: isOpen || verdict === "note" ? "none" : sarifLevel(severity),
    message: { text: sarifPlain(`${title}. ${passes}${proof}${open}${but}`) },
    locations: [locationOf(file, position?.line, position?.column)],
    partialFingerprints: { primaryLocationLineHash: `${print}:1`, "rootward/v1": print },
    properties: { verdict, pitfall: first.pitfall, principal, actions },
  };
}

function locationOf(file: string, line: number | undefined, column: number | undefined) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file === "-" ? "stdin" : encodeURI(file) },
      region: { startLine: line ?? 1, ...(column === undefined ? {} : { startColumn: column }) },
    },
  };
}
