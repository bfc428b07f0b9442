import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import { enrolmentWays } from "./enrolment-ways.ts";
import { caseViews } from "../judging/gap-case-view.ts";
import { stolenKeyEnrolsFirstDevice } from "../gaps/stolen-key-enrols-first-device.ts";
import { nullTestForMfa } from "../gaps/null-test-for-mfa.ts";

const engine = prover();
const calls = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"];
const noMfa = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
const guard = (...NotAction: readonly string[]): object => ({
  Effect: "Deny",
  NotAction: ["iam:ListUsers", ...NotAction],
  Resource: "*",
  Condition: noMfa,
});
const anywhere = { Effect: "Allow", Action: calls, Resource: "*" };
const onOwn = {
  Effect: "Allow",
  Action: calls,
  Resource: ["arn:aws:iam::*:user/${aws:username}", "arn:aws:iam::*:mfa/${aws:username}"],
};
const token = { Effect: "Allow", Action: "sts:GetFederationToken", Resource: "*" };
/** F: a second Deny where the key is missing. */
const keysOut = {
  Effect: "Deny",
  Action: calls,
  Resource: "*",
  Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
};

const closedGuard = guard(...calls);
const tokenGuard = guard(...calls, "sts:GetFederationToken");
const reason = {
  devices: "iam:ListMFADevices",
  console: "whether GetSessionToken credentials open a console",
  federated: "console opened with a federation token",
  bulletin: "holds in a console opened from a key",
} as const;

/**
 * Three ways (the key, a console from GetFederationToken, a console from GetSessionToken), and what follows. Typed from
 * the documented rules on credentials: the first row of each fix is a user whose policies close GetFederationToken.
 */
const rows: readonly (readonly [
  name: string,
  devices: number | "unknown",
  statements: readonly object[],
  ways: string,
  verdict: "gap" | "may" | "none",
  reasons: readonly (keyof typeof reason)[],
])[] = [
  ["no device, no token", 0, [anywhere, closedGuard], "open closed may", "gap", []],
  ["no device, with token", 0, [anywhere, token, tokenGuard], "open open may", "gap", []],
  ["no device, grants that need the name", 0, [onOwn, token, tokenGuard], "open closed may", "gap", []],
  ["a device, no token", 1, [anywhere, closedGuard], "closed closed may", "may", ["console"]],
  ["a device, with token", 1, [anywhere, token, tokenGuard], "closed may may", "may", ["bulletin", "console"]],
  ["a device, grants that need the name", 2, [onOwn, token, tokenGuard], "closed closed may", "may", ["console"]],
  ["devices unknown", "unknown", [anywhere, closedGuard], "may closed may", "may", ["devices", "console"]],
  ["F, no token", 0, [anywhere, closedGuard, keysOut], "closed closed may", "may", ["console"]],
  ["F, with token", 0, [anywhere, token, tokenGuard, keysOut], "closed may may", "may", ["federated", "console"]],
  ["F, a device", 1, [anywhere, closedGuard, keysOut], "closed closed may", "may", ["console"]],
  ["F, grants that need the name", 0, [onOwn, token, tokenGuard, keysOut], "closed closed may", "may", ["console"]],
  ["G, no device", 0, [anywhere, token, guard("sts:GetFederationToken")], "closed closed closed", "none", []],
  ["G, devices unknown", "unknown", [anywhere, guard()], "closed closed closed", "none", []],
];

describe("from a stolen key to a device", () => {
  it.each(rows)("%s (%s devices)", (name, devices, Statement, ways, verdict, reasons) => {
    const [view] = caseViews(engine, {
      name,
      documents: [{ Version: "2012-10-17", Statement }],
      devices,
      expect: verdict,
    });
    if (view === undefined) throw new Error("no view");
    expect(
      enrolmentWays(view)
        .map((way) => way.verdict)
        .join(" "),
    ).toBe(ways);
    const hits = stolenKeyEnrolsFirstDevice.find(view);
    expect(hits.map((hit) => hit.verdict)).toEqual(verdict === "none" ? [] : [verdict]);
    const [why = ""] = hits.map((hit) => hit.why ?? "");
    const named = Object.entries(reason).filter(([, text]) => why.includes(text));
    expect(named.map(([key]) => key).sort()).toEqual([...reasons].sort());
    // The Deny of F is no guard that only asks for the key: it leaves consoles to users without device.
    expect(nullTestForMfa.find(view)).toEqual([]);
  });
});
