import { describe, expect, it } from "vitest";
import { CodedError, positionText } from "../../core/coded-error.ts";
import { parsePolicyText } from "./parse-policy-text.ts";
import { readJson } from "./read-json.ts";

/** `CODE file:line:column (at path)` of the refusal. */
function refusal(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.row.code} ${positionText(error.position)}`;
  }
}

describe("a policy as text", () => {
  it.each([
    ["a comment", '{\n  // why\n  "Statement": []\n}', "IAM_JSON_SYNTAX p.json:2:3"],
    ["a trailing comma", '{"Statement": [],\n}', "IAM_JSON_SYNTAX p.json:2:1"],
    ["a missing brace", '{"Statement": []', "IAM_JSON_SYNTAX p.json:1:17"],
    ["nothing", "", "IAM_JSON_SYNTAX p.json:1:1"],
    ["two values", "{} {}", "IAM_JSON_SYNTAX p.json:1:4"],
    ["single quotes", "{'Statement': []}", "IAM_JSON_SYNTAX p.json:1:2"],
    [
      "a key twice",
      '{"Statement": [],\n "Version": "2012-10-17",\n "Statement": []}',
      "IAM_JSON_DUPLICATE_KEY p.json:3:2 (at Statement)",
    ],
    [
      "a key twice, deep inside",
      '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"a:b": "true",\n"a:b": "false"}}}}',
      'IAM_JSON_DUPLICATE_KEY p.json:2:1 (at Statement.Condition.Bool["a:b"])',
    ],
    [
      "an unknown element, at its name",
      '{"Statement": [\n  {"Efect": "Deny"}]}',
      "IAM_POLICY_ELEMENT p.json:2:4 (at Statement[0].Efect)",
    ],
    [
      "a bad value, at the value",
      '{"Statement": [],\n "Version": "2013"}',
      "IAM_POLICY_VALUE p.json:2:13 (at Version)",
    ],
    ["too deep", "[".repeat(100_000), "IAM_JSON_TOO_DEEP p.json:1:61"],
    ["too deep after text with braces", `["{[\\"",${"[".repeat(100_000)}`, "IAM_JSON_TOO_DEEP p.json:1:68"],
  ])("%s is refused with its place", (_name, text, expected) => {
    expect(refusal(() => parsePolicyText(text, "identity", "p.json"))).toBe(expected);
  });

  it("is read after a byte order mark", () => {
    expect(parsePolicyText('\uFEFF{"Statement": []}', "scp").statements).toEqual([]);
  });

  it("sees a key named __proto__", () => {
    const text = '{"Statement": [], "__proto__": {"Statement": []}}';
    expect(refusal(() => parsePolicyText(text, "identity"))).toBe("IAM_POLICY_ELEMENT 1:19 (at __proto__)");
  });
});

describe("the way back to a line", () => {
  it("gives the nearest parent of a path that is not there", () => {
    const json = readJson('{"a": [\n {"b c": 1}]}');
    expect(json.place('a[0]["b c"]')).toEqual({ line: 2, column: 10, path: 'a[0]["b c"]' });
    expect(json.place('a[0]["b c"]', "key").column).toBe(3);
    expect(json.place("a[0].missing").column).toBe(2);
    expect(json.place("a[7]").line).toBe(1);
  });
});
