import { describe, expect, it } from "vitest";
import { policy, rule } from "../../../../../test/custody/people.ts";
import { purposes } from "../../../../domain/custody/documents/request-document.ts";
import { type HintedRequest, insteadOfRoot } from "./instead-of-root.ts";

const management = "aws:999999999999";
const rules = [
  rule({ name: "management", accounts: [management] }),
  rule({ name: "tasks", accounts: ["aws:333333333333"], capabilities: ["assume-root", "code", "password"] }),
  rule({ name: "others" }),
];
const request = (change: Partial<HintedRequest> = {}): HintedRequest => ({
  account: "aws:333333333333",
  purpose: "bucket-policy",
  capabilities: ["code", "password"],
  ...change,
});

describe("what to try before root", () => {
  it("names the commands for a locked bucket or queue, and whether the rule lets one ask for such a session", () => {
    const found = insteadOfRoot(request(), policy(rules));
    expect(found?.ways.map(({ command }) => command)).toEqual([
      "rootward root-access unlock-bucket",
      "rootward root-access unlock-queue",
    ]);
    expect(found?.isSessionInRule).toBe(true);
    expect(insteadOfRoot(request({ account: "aws:444444444444" }), policy(rules))?.isSessionInRule).toBe(false);
  });

  it("is said of no drill, whatever is asked for", () => {
    expect(insteadOfRoot(request({ purpose: "drill" }), policy(rules))).toBeNull();
  });

  it.each(purposes)(
    "is never said of the management account, nor where it is not known which that is: %s",
    (purpose) => {
      expect(insteadOfRoot(request({ purpose, account: management }), policy(rules))).toBeNull();
      expect(insteadOfRoot(request({ purpose }), policy([rule()]))).toBeNull();
      expect(insteadOfRoot(request({ purpose, account: "aws-cn:333333333333" }), policy(rules))).toBeNull();
    },
  );

  it("is not said of what is a root session already", () => {
    expect(insteadOfRoot(request({ capabilities: ["assume-root"] }), policy(rules))).toBeNull();
    expect(insteadOfRoot(request({ capabilities: ["assume-root", "code"] }), policy(rules))).not.toBeNull();
  });

  it("is nothing where only root helps", () => {
    expect(insteadOfRoot(request({ purpose: "billing" }), policy(rules))).toBeNull();
  });
});
