// Makes a new check: `npm run new check <id>`. Fill in the file, then `npm run gen` and `npm run check`.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constOf } from "./generate/check-registry.ts";

const top = fileURLToPath(new URL("../", import.meta.url));
const [kind, id] = process.argv.slice(2);

if (kind !== "check" || id === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.log("usage: npm run new check <id>      (kebab-case, e.g. root-mfa-place)");
  process.exit(2);
}
const path = `src/domain/posture/checks/${id}.ts`;
const file = join(top, path);
if (existsSync(file)) {
  console.log(`${path} exists already; an id lives for ever`);
  process.exit(2);
}
writeFileSync(
  file,
  `import { caseView, hidden } from "../cases/case-view.ts";
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
`,
);
console.log(
  `made ${path}\nIt judges X.509 certificates as an example: replace that, keep cases for pass, fail and unknown.\nThen: npm run gen && npm run check`,
);
