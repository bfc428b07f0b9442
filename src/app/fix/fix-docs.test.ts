import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixProofSchema } from "./fix-schema.ts";

describe("docs/formats/fix.md", () => {
  it("shows an example that the schema takes", () => {
    const text = readFileSync(new URL("../../../docs/formats/fix.md", import.meta.url), "utf8");
    const example = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    expect(() => fixProofSchema.parse(JSON.parse(example))).not.toThrow();
  });
});
