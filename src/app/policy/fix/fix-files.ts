import { policyJson } from "../../../domain/iam/language/policy-json.ts";
import { type StandAlone, standAlone } from "../../../domain/policy/mend/stand-alone.ts";
import { bareSingles } from "./bare-singles.ts";
import { fixJson } from "./fix-json.ts";
import type { PolicyFix } from "./fix-policy.ts";
import { fixReadme } from "./fix-readme.ts";
import { patchPath } from "./unified-diff.ts";

const alone: readonly StandAlone[] = ["deny-without-mfa", "scp", "boundary"];

/** The files of a fix by name: the fixed document under its own name, the diff, policies to attach, words, the proof. */
export function fixFiles(fix: PolicyFix): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const { as, isStrict, principal, after, diff } = fix;
  const own = ownName(fix);
  const diffFile = `${own}.diff`;
  if (diff !== "") {
    files.set(own, after);
    files.set(diffFile, diff);
  }
  if (as === "identity" || as === "boundary" || as === "scp") {
    const [, partition] = principal.split(":");
    for (const kind of alone)
      files.set(`${kind}.json`, pretty(bareSingles(policyJson(standAlone(kind, isStrict, partition)))));
  }
  files.set("README.md", fixReadme(fix, [...files.keys(), "README.md", "proof.json"], diffFile));
  files.set("proof.json", pretty(fixJson(fix)));
  return files;
}

/** The document's own file name, unless a file of ours has it. */
function ownName({ file }: PolicyFix): string {
  const name = file === "-" ? "policy.json" : (patchPath(file).split("/").at(-1) ?? "policy.json");
  const isTaken = [...alone.map((kind) => `${kind}.json`), "readme.md", "proof.json"].includes(name.toLowerCase());
  return isTaken || name === "" ? `fixed-${name}` : name;
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
