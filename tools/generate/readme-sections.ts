import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readerActions } from "../../src/app/init/reader-actions.ts";
import { checks } from "../../src/domain/posture/registry.ts";
import { readerPolicyPage } from "../../src/faces/cli/explain/reader-policy-page.ts";
import type { Generator } from "./generator.ts";

/** The reader actions in README.md, and docs/reader-policy.md. */
export const readmeSections: Generator = {
  owns: [],
  files: (top) => {
    const readme = readFileSync(join(top, "README.md"), "utf8");
    const { member, central } = readerActions("RootwardReader");
    const wrapped = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
    const text = [
      `- in each member: ${wrapped(member)}`,
      `- in the management account, besides: ${wrapped(central.filter((name) => !member.includes(name)))}, and \`sts:AssumeRole\` on that one role`,
      "",
      "[Why each is asked for](docs/reader-policy.md).",
    ].join("\n");
    return Promise.resolve(
      new Map([
        ["README.md", section(readme, "reader", text)],
        ["docs/reader-policy.md", readerPolicyPage(checks)],
      ]),
    );
  },
};

function section(text: string, name: string, inside: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const start = text.indexOf(begin);
  const stop = text.indexOf(end);
  if (start === -1 || stop === -1) throw new Error(`README.md has no section ${name}`);
  return `${text.slice(0, start + begin.length)}\n${inside}\n${text.slice(stop)}`;
}
