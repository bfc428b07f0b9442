import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { parseCustodyAnswer } from "./parse-custody-answer.ts";

const good = {
  schema: "rootward.custody/v1",
  isReady: false,
  line: "not ready: 1 red",
  items: [{ text: "kit P was never opened", isMet: false }],
  findings: [],
};

function codeOf(text: string): string {
  try {
    parseCustodyAnswer(text, "custody.json");
    return "read";
  } catch (error) {
    return error instanceof CodedError ? `${error.row.code} ${error.position?.path ?? ""}` : String(error);
  }
}

describe("an answer about custody that a scan is given", () => {
  it("is told as it stands; what else the doctor wrote is passed over", () => {
    expect(parseCustodyAnswer(JSON.stringify(good), "custody.json")).toEqual({
      status: "known",
      isReady: false,
      line: "not ready: 1 red",
      items: [{ text: "kit P was never opened", isMet: false }],
    });
  });

  it.each([
    ["no JSON", "{", ""],
    ["another file", JSON.stringify({ ...good, schema: "rootward.findings/v1" }), "schema"],
    ["an item without a text", JSON.stringify({ ...good, items: [{ isMet: true }] }), "items.0.text"],
    ["no word on readiness", JSON.stringify({ ...good, isReady: undefined }), "isReady"],
  ])("is refused when it is %s", (_what, text, path) => {
    expect(codeOf(text)).toBe(`CUSTODY_ANSWER_MALFORMED ${path}`);
  });
});
