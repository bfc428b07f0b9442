import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { simulate } from "./simulate.ts";

const page = readFileSync(new URL("../../../docs/formats/policy-simulate.md", import.meta.url), "utf8");
const [request = "", denied = "", unknown = "", failed = ""] = [...page.matchAll(/```json\n(.*?)```/gs)].map(
  (found) => found[1] ?? "",
);

describe("the examples of docs/formats/policy-simulate.md", () => {
  it("answer as the page says", () => {
    expect(simulate(request)).toMatchObject({ kind: "one", result: { decision: "allowed" } });
    const withoutMfa = request.replace('"aws:MultiFactorAuthPresent": "true", ', "");
    expect(simulate(withoutMfa)).toEqual({ kind: "one", result: JSON.parse(denied) });
    const Condition = { NumericLessThan: { "s3:max-keys": "10" } };
    const allow = { Effect: "Allow", Action: "s3:*", Resource: "*" };
    const odd = JSON.parse(request);
    odd.policies = { identity: [{ Statement: { ...allow, Condition } }] };
    odd.request.context = { "s3:max-keys": "ten" };
    expect(simulate(JSON.stringify(odd))).toEqual({ kind: "one", result: JSON.parse(unknown) });
    odd.policies = { identity: [{ Statement: { ...allow, Efect: "Deny" } }] };
    const { position, ...error } = JSON.parse(failed).error;
    expect(simulate(JSON.stringify([odd]), position.file)).toMatchObject({
      results: [{ error: { ...error, position: { file: position.file, path: position.path } } }],
    });
  });
});
