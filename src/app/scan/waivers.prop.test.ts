import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { instantOfMillis } from "../../domain/core/instant.ts";
import { readBaseline } from "./baseline.ts";
import { readStoredRun } from "./stored-run.ts";
import { parseWaivers } from "./waivers.ts";

const now = instantOfMillis(Date.UTC(2026, 10, 21));
const ask = { file: "w.yaml", knownIds: new Set(["root-mfa"]), now };

function valueOrCoded(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
  }
}

const crumbs = fc.constantFrom(
  "- ",
  "id: ",
  "root-mfa",
  "\n",
  "  ",
  "accounts: ",
  "[",
  "]",
  "{",
  "}",
  '"',
  "*a",
  "&a ",
  ": ",
  "? ",
  "!!js ",
  "<<: ",
  "---\n",
  "#",
  "\t",
  "\u0000",
  "expires: 2027-02-28",
  "|",
  ">",
  "%",
);
const soup = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(crumbs, { maxLength: 40 }).map((parts) => parts.join("")),
);

describe("readers of foreign bytes", () => {
  it("turn any waiver file into waivers or a coded error", () => {
    fc.assert(
      fc.property(soup, (text) => valueOrCoded(() => parseWaivers(text, ask))),
      { numRuns: 600 },
    );
  });

  it("turn any baseline and stored run into a value or a coded error", () => {
    const schemas = fc.constantFrom("rootward.baseline/v1", "rootward.run/v1", "rootward.findings/v1", "x");
    const json = fc
      .tuple(schemas, fc.jsonValue())
      .map(([schema, rest]) => JSON.stringify({ schema, findings: rest, run: rest }));
    fc.assert(
      fc.property(fc.oneof(soup, fc.json(), json), (text) => {
        valueOrCoded(() => readBaseline(text, "b.json"));
        valueOrCoded(() => readStoredRun(text, "r.json"));
      }),
    );
  });
});
