import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import { accountFor, allow, arnOf, deny, document, trusts } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();

/** `cell certainty` of one escalation, cell by cell; `-` where it is closed. */
function device(
  id: string,
  documents: readonly object[],
  credential: CredentialKind,
  devices: number | "unknown",
): readonly string[] {
  const inline = Object.fromEntries(documents.map((each, at) => [`own-${at}`, each]));
  const isRole = credential.startsWith("role-");
  const model = accountFor([
    { name: "caller", inline, ...(isRole ? { trust: trusts({ Service: "ec2.amazonaws.com" }) } : {}) },
  ]);
  const [who] = model.principals;
  if (who === undefined) throw new Error("nobody");
  return escalationEdges(model, engine)
    .of(who, credential, devices)
    .map(({ cell, edges }) => `${cell.mfa} ${edges.find(({ escalation }) => escalation === id)?.certainty ?? "-"}`);
}

const first = "mfa-self-enrol-first-device";
const swap = "mfa-deactivate-then-enrol";
const enrol = document(
  { Effect: "Allow", Action: "iam:CreateVirtualMFADevice", Resource: "arn:aws:iam::*:mfa/*" },
  {
    Effect: "Allow",
    Action: ["iam:EnableMFADevice", "iam:DeactivateMFADevice"],
    Resource: "arn:aws:iam::*:user/${aws:username}",
  },
);
const noMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };
const selfServiceGuard = document({
  Effect: "Deny",
  NotAction: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"],
  Resource: "*",
  ...noMfa,
});

describe("the first MFA device", () => {
  it("is put on by a key of a user without one", () => {
    expect(device(first, [enrol], "user-key", 0)).toEqual(["absent certain"]);
    expect(device(first, [enrol, selfServiceGuard], "user-key", 0)).toEqual(["absent certain"]);
    expect(device(first, [enrol, deny("*", "*", noMfa)], "user-key", 0)).toEqual(["absent -"]);
    expect(device(first, [allow("iam:EnableMFADevice")], "user-key", 0)).toEqual(["absent -"]);
  });

  it("is refused to a key of a user that has one, and perhaps where nobody knows", () => {
    expect(device(first, [enrol], "user-key", 1)).toEqual(["absent -"]);
    expect(device(first, [enrol], "user-key", "unknown")).toEqual(["absent may"]);
  });

  it("is perhaps put on from a console that a key opened", () => {
    const any = allow(["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"]);
    expect(device(first, [any], "federation-console", 1)).toEqual(["absent may", "false may"]);
    expect(device(first, [any], "session-token-console", 0)).toEqual(["false may"]);
    // A federated session has no aws:username, so what is allowed on one's own ARN by it is not allowed there.
    expect(device(first, [enrol], "federation-console", 0)).toEqual(["absent -", "false -"]);
  });

  it("is nothing for sessions that call no IAM, and for roles", () => {
    expect(device(first, [enrol], "session-token", 0)).toEqual(["false -"]);
    expect(device(first, [enrol], "federation-token", 0)).toEqual(["absent -", "false -"]);
    expect(device(first, [allow("iam:*")], "role-session", 0)).toEqual(["false -"]);
  });

  it("is put on the own user only", () => {
    const bobs = [allow("iam:CreateVirtualMFADevice"), allow("iam:EnableMFADevice", arnOf("user", "bob"))];
    expect(device(first, bobs, "user-key", 0)).toEqual(["absent -"]);
  });
});

describe("another device in the place of one's own", () => {
  it("takes an MFA session since 2023, not a key", () => {
    expect(device(swap, [enrol], "user-key", 1)).toEqual(["absent -"]);
    expect(device(swap, [enrol], "session-token-mfa", 1)).toEqual(["true certain"]);
    expect(device(swap, [enrol], "user-console-mfa", 1)).toEqual(["true certain"]);
    expect(device(swap, [enrol], "user-key", "unknown")).toEqual(["absent may"]);
  });

  it("takes a device to begin with", () => {
    expect(device(swap, [enrol], "user-key", 0)).toEqual(["absent -"]);
  });

  it("is stopped by what stops one of its calls without MFA", () => {
    expect(device(swap, [allow("iam:*"), selfServiceGuard], "session-token-console", 1)).toEqual(["false -"]);
    expect(device(swap, [allow("iam:*")], "session-token-console", 1)).toEqual(["false may"]);
  });
});

describe("a device that is just being enrolled", () => {
  const pending = "mfa-take-pending-device-name";
  const all = allow(["iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice", "iam:EnableMFADevice"]);

  it("is perhaps taken over while its owner has none", () => {
    expect(device(pending, [all], "user-key", 0)).toEqual(["absent may"]);
    expect(device(pending, [all], "user-key", 1)).toEqual(["absent -"]);
    expect(device(pending, [enrol], "user-key", 0)).toEqual(["absent -"]);
  });

  it("has one name for both calls", () => {
    const mfa = (name: string): string => `arn:aws:iam::111122223333:mfa/${name}`;
    const apart = [
      allow("iam:EnableMFADevice"),
      allow("iam:DeleteVirtualMFADevice", mfa("a")),
      allow("iam:CreateVirtualMFADevice", mfa("b")),
    ];
    expect(device(pending, apart, "user-key", 0)).toEqual(["absent -"]);
  });
});

it("a rule on own devices keeps the caller apart from users that it may change", () => {
  const all = { all: allow("iam:*") };
  const model = accountFor([
    { name: "aaron", devices: 1 },
    { name: "caller", devices: 1, inline: all },
  ]);
  const [aaron, who] = model.principals;
  if (aaron === undefined || who === undefined) throw new Error("nobody");
  const [cell] = escalationEdges(model, engine).of(who, "user-key", 1);
  const found = cell?.edges.filter(({ escalation }) => escalation.startsWith("mfa-")) ?? [];
  expect(found.map(({ escalation, certainty }) => `${escalation} ${certainty}`)).toEqual([
    "mfa-deactivate-other-user certain",
    "mfa-enrol-for-other-user may",
  ]);
});

it("a rule on own devices holds for each of the callers that hold the same documents", () => {
  const all = { all: allow("iam:*") };
  const model = accountFor(["aaron", "bob"].map((name) => ({ name, devices: 1, attached: all })));
  const finder = escalationEdges(model, engine);
  const found = model.principals.flatMap((who) =>
    finder.of(who, "user-key", 1).flatMap(({ edges }) => edges.filter(({ escalation }) => escalation === swap)),
  );
  expect(found).toEqual([]);
});
