// Makes a new check or gap: `npm run new check <id>`. Fill in the file, then `npm run gen` and `npm run check`.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constOf } from "./generate/const-of.ts";

const top = fileURLToPath(new URL("../", import.meta.url));
const [kind, id] = process.argv.slice(2);

if ((kind !== "check" && kind !== "gap") || id === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.log("usage: npm run new check <id>      (kebab-case, e.g. root-mfa-place)");
  console.log("       npm run new gap <id>        (e.g. guard-spares-regions)");
  process.exit(2);
}
const made =
  kind === "check"
    ? {
        path: `src/domain/posture/checks/${id}.ts`,
        source: checkSource(id),
        next: "It judges X.509 certificates as an example: replace that, keep cases for pass, fail and unknown.",
      }
    : {
        path: `src/domain/policy/gaps/${id}.ts`,
        source: gapSource(id),
        next: "It finds guards on the key's presence as an example: replace that, keep a case that finds it and one that does not.",
      };
const file = join(top, made.path);
if (existsSync(file)) {
  console.log(`${made.path} exists already; an id lives for ever`);
  process.exit(2);
}
writeFileSync(file, made.source);
console.log(`made ${made.path}\n${made.next}\nThen: npm run gen && npm run check`);

function checkSource(id: string): string {
  return `import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { certificatePresence } from "../read/root-presence.ts";

const resource = "root";

/** One sentence: what holds when it passes. */
export const ${constOf(id)}: Check = {
  id: "${id}",
  title: "What holds when the check passes",
  severity: "medium",
  scope: "account",
  needs: ["iam:GetAccountSummary"],
  why: "How it is abused, in your own words.",
  fix: "The next step, with the command where one exists; {account} and {partition} are filled in.",
  references: ["IAM User Guide: page name"],
  standards: {},
  // A fact that was not seen is unknown with its own reason: never pass, never fail, never silence.
  judge: (view) => {
    const certificates = certificatePresence(view);
    switch (certificates.status) {
      case "unseen":
        return unseenFact(resource, certificates.fact, "iam:GetAccountSummary");
      case "present":
        return fail(resource, certificates.evidence);
      case "absent":
        return pass(resource, certificates.evidence);
    }
  },
  cases: [
    { name: "none is there", view: caseView({ flags: { certificates: false } }), expect: "pass" },
    { name: "one is there", view: caseView({ flags: { certificates: true } }), expect: "fail" },
    {
      name: "a refused call is no pass",
      view: caseView({ flags: hidden("denied", "iam:GetAccountSummary") }),
      expect: "unknown",
      reason: "denied",
    },
  ],
};
`;
}

function gapSource(id: string): string {
  return `import type { Gap } from "../gap.ts";
import { letThrough } from "../guarding/let-through.ts";

/** One sentence: what passes without MFA. */
export const ${constOf(id)}: Gap = {
  id: "${id}",
  pitfall: "P00",
  title: "What is wrong with the policy",
  severity: "medium",
  danger: "What somebody with a stolen key does with it, in your own words.",
  fix: "The change to the policy that closes it.",
  references: ["IAM User Guide: page name"],
  asks: ["identity"],
  // Every verdict is the engine's: never a match on a Sid, an order or the spelling of an action.
  find: (view) => letThrough(view, ({ statement, holdsIn }) => statement.effect === "Deny" && !holdsIn.has("absent")),
  cases: [
    {
      name: "a Deny that access keys never meet",
      documents: [
        {
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
          },
        },
      ],
      isBesideAdmin: true,
      expect: "gap",
      actions: ["iam:CreateUser"],
    },
    {
      name: "no guard at all",
      documents: [{ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } }],
      expect: "none",
    },
  ],
};
`;
}
