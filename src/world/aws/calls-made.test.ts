import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { callNames, callSpec } from "../../domain/snapshot/calls/call-table.ts";
import { accountSchema } from "../../domain/snapshot/account-facts.ts";
import { manifestSchema } from "../../domain/snapshot/manifest.ts";
import { organizationSchema } from "../../domain/snapshot/organization-facts.ts";

const room = fileURLToPath(new URL(".", import.meta.url));
const sources = readdirSync(room, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => ({ name, text: readFileSync(`${room}/${name}`, "utf8") }));

describe("the calls that are made", () => {
  it("are exactly those of the call table, each in one file", () => {
    const made = sources.flatMap(({ text }) =>
      [...text.matchAll(/\.call\(\s*"([a-z]+:[A-Za-z]+)"/g)].map((match) => match[1]),
    );
    expect(made).toHaveLength(callNames.length);
    expect(new Set(made)).toEqual(new Set(callNames));
  });

  it("use the SDK command of the action's own name, so that the action we print is the one that is missing", () => {
    for (const { name, text } of sources) {
      const action = /\.call\(\s*"[a-z]+:([A-Za-z]+)"/.exec(text)?.[1];
      const command = /\b([A-Z]\w+)Command\(/.exec(text)?.[1];
      if (action !== undefined && command !== undefined) expect([name, command]).toEqual([name, action]);
    }
  });

  it("load the SDK only when they run", () => {
    for (const { name, text } of sources) {
      const eager = /^import (?!type)[^;]*from "(@aws-sdk|@smithy|@aws-crypto)[^"]*"/m.test(text);
      expect([name, eager]).toEqual([name, false]);
    }
  });

  it("never write: every name begins with a reading word, or opens a session", () => {
    for (const call of callNames) expect(call).toMatch(/:(Get|List|Describe|Generate|AssumeRole$|AssumeRoot$)/);
  });

  it("feed facts that the snapshot has", () => {
    const files: Readonly<Record<string, readonly string[]>> = {
      manifest: Object.keys(manifestSchema.shape),
      organization: Object.keys(organizationSchema.shape),
      accounts: Object.keys(accountSchema.shape),
    };
    for (const call of callNames) {
      const { feeds } = callSpec(call);
      expect(feeds.length).toBeGreaterThan(0);
      for (const fact of feeds) {
        const [file, property] = fact.split(".");
        expect(files[file ?? ""]).toContain(property);
      }
    }
  });
});
