import { describe, expect, it } from "vitest";
import { prover } from "../../iam/prove/prover.ts";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import { accountFor, allow, arnOf, deny, type TestPerson } from "./account-for-test.ts";
import { escalationEdges } from "./escalation-edges.ts";

const engine = prover();
const bob = arnOf("user", "bob");

/** `escalation: certainty why` of what leads to bob. */
function toBob(
  documents: readonly object[],
  target: Partial<TestPerson>,
  credential: CredentialKind = "user-key",
  devices: number | "unknown" = 0,
): readonly string[] {
  const inline = Object.fromEntries(documents.map((each, at) => [`own-${at}`, each]));
  const model = accountFor([
    { name: "caller", inline },
    { name: "bob", ...target },
  ]);
  const [who] = model.principals;
  if (who === undefined) throw new Error("nobody");
  return escalationEdges(model, engine)
    .of(who, credential, devices)
    .flatMap(({ edges }) => edges)
    .filter(({ gain }) => (gain.kind === "principal" || gain.kind === "other-device") && gain.arn === bob)
    .map(({ escalation, certainty, why, afterDeviceOf, steps }) =>
      [
        escalation,
        certainty,
        why ?? steps.map(({ action }) => action.slice(4)).join("+"),
        ...(afterDeviceOf === undefined ? [] : ["after device"]),
      ].join(": "),
    );
}

describe("a key of another user", () => {
  const create = allow("iam:CreateAccessKey");
  const both = allow(["iam:CreateAccessKey", "iam:DeleteAccessKey"]);

  it("is made while it has fewer than two", () => {
    expect(toBob([create], { keys: 0 })).toEqual(["iam-create-access-key: certain: CreateAccessKey"]);
    expect(toBob([create], { keys: 1 })).toEqual(["iam-create-access-key: certain: CreateAccessKey"]);
    expect(toBob([create], { keys: 2 })).toEqual([]);
    expect(toBob([create], { keys: "unknown" })).toEqual([
      `iam-create-access-key: may: how many access keys ${bob} has is not known`,
    ]);
  });

  it("takes the place of one of two", () => {
    expect(toBob([both], { keys: 2 })).toEqual(["iam-rotate-access-key: certain: DeleteAccessKey+CreateAccessKey"]);
    expect(toBob([both], { keys: 1 })).toEqual(["iam-create-access-key: certain: CreateAccessKey"]);
    expect(toBob([both], { keys: "unknown" })).toContain(
      "iam-rotate-access-key: certain: DeleteAccessKey+CreateAccessKey",
    );
  });

  it("goes with any policy, where a policy can be written too", () => {
    const put = allow("iam:PutUserPolicy", bob);
    const id = "iam-put-user-policy-then-key";
    expect(toBob([create, put], { keys: 1 })).toContain(`${id}: certain: PutUserPolicy+CreateAccessKey`);
    expect(toBob([create, put], { keys: 2 })).toEqual([]);
    expect(toBob([both, put], { keys: 2 })).toContain(`${id}: certain: PutUserPolicy+DeleteAccessKey+CreateAccessKey`);
    expect(toBob([create, allow("iam:PutUserPolicy", arnOf("user", "carol"))], { keys: 1 })).toEqual([
      "iam-create-access-key: certain: CreateAccessKey",
    ]);
  });

  it("is made for that user, with the tags that it has", () => {
    expect(toBob([allow("iam:CreateAccessKey", arnOf("user", "carol"))], {})).toEqual([]);
    expect(toBob([create, deny("iam:CreateAccessKey", bob)], {})).toEqual([]);
    const tagged = allow("iam:CreateAccessKey", "*", { Condition: { StringEquals: { "aws:ResourceTag/team": "x" } } });
    expect(toBob([tagged], { tags: { Team: "x" } })).toEqual(["iam-create-access-key: certain: CreateAccessKey"]);
    expect(toBob([tagged], { tags: { Team: "y" } })).toEqual([]);
    expect(toBob([tagged], {})).toEqual([]);
  });

  it("is not made by a session without MFA, which calls no IAM", () => {
    expect(toBob([both], {}, "session-token")).toEqual([]);
    expect(toBob([both], {}, "session-token-mfa")).toEqual(["iam-create-access-key: certain: CreateAccessKey"]);
  });
});

describe("a console password of another user", () => {
  const create = allow("iam:CreateLoginProfile");
  const update = allow("iam:UpdateLoginProfile");

  it("is made where there is none, and changed where there is one", () => {
    expect(toBob([create], { hasPassword: false })).toEqual(["iam-create-login-profile: certain: CreateLoginProfile"]);
    expect(toBob([create], { hasPassword: true })).toEqual([]);
    expect(toBob([update], { hasPassword: true })).toEqual(["iam-update-login-profile: certain: UpdateLoginProfile"]);
    expect(toBob([update], { hasPassword: false })).toEqual([]);
    const unknown = `may: whether ${bob} has a console password is not known`;
    expect(toBob([allow("iam:*LoginProfile")], { hasPassword: "unknown" })).toEqual([
      `iam-create-login-profile: ${unknown}`,
      `iam-update-login-profile: ${unknown}`,
    ]);
  });

  it("does not sign in past an MFA device", () => {
    const inTheWay = `may: ${bob} has an MFA device, and a console sign-in asks for it: after device`;
    expect(toBob([update], { hasPassword: true, devices: 1 })).toEqual([`iam-update-login-profile: ${inTheWay}`]);
    expect(toBob([update], { hasPassword: true, devices: "some" })).toEqual([`iam-update-login-profile: ${inTheWay}`]);
    expect(toBob([update], { hasPassword: true, devices: "unknown" })).toEqual([
      `iam-update-login-profile: may: the number of the MFA devices of ${bob} is not known (iam:ListMFADevices)`,
    ]);
  });
});

describe("a device of another user", () => {
  it("is taken off where there is one", () => {
    const off = allow("iam:DeactivateMFADevice");
    expect(toBob([off], { devices: 1 })).toEqual(["mfa-deactivate-other-user: certain: DeactivateMFADevice"]);
    expect(toBob([off], { devices: 0 })).toEqual([]);
    expect(toBob([off], { devices: "unknown" })).toEqual([
      `mfa-deactivate-other-user: may: whether ${bob} has an MFA device is not known`,
    ]);
    expect(toBob([allow("iam:DeactivateMFADevice", arnOf("user", "${aws:username}"))], { devices: 1 })).toEqual([]);
  });

  it("is put on beside", () => {
    const on = allow(["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"]);
    const found = ["mfa-enrol-for-other-user: certain: CreateVirtualMFADevice+EnableMFADevice"];
    expect(toBob([on], { devices: 1 })).toEqual(found);
    expect(toBob([on, deny("iam:EnableMFADevice", bob)], { devices: 1 })).toEqual([]);
    expect(toBob([allow("iam:EnableMFADevice")], { devices: 1 })).toEqual([]);
  });
});
