import { describe, expect, it } from "vitest";
import { policyJson } from "../../iam/language/policy-json.ts";
import { prover } from "../../iam/prove/prover.ts";
import type { ProveLayers, ProvePrincipal } from "../../iam/prove/subject.ts";
import { adminPolicy } from "../admin-policy.ts";
import { gapView, type GapView } from "../judging/gap-view.ts";
import { isOnEnrolList } from "./enrol-list.ts";
import { type StandAlone, standAlone } from "./stand-alone.ts";

const engine = prover();
const account = "111122223333";
const user: ProvePrincipal = {
  arn: `arn:aws:iam::${account}:user/div/alice`,
  account,
  kind: "user",
  management: false,
  tags: {},
};
const role: ProvePrincipal = { ...user, arn: `arn:aws:iam::${account}:role/app`, kind: "role" };

/** What an administrator with the document attached may do. */
function besideIt(kind: StandAlone, isStrict: boolean, principal = user): GapView {
  const document = { name: kind, policy: standAlone(kind, isStrict) };
  const layers: Readonly<Record<StandAlone, ProveLayers>> = {
    "deny-without-mfa": { identity: [adminPolicy, document] },
    scp: { identity: [adminPolicy], scps: [[adminPolicy, document]] },
    boundary: { identity: [adminPolicy], boundary: [document] },
  };
  const subject = { principal, credential: "policy-text" as const, layers: layers[kind], devices: 0, instant: 0 };
  return gapView(engine, { as: "identity", isBesideAdmin: true, subject });
}

describe.each(["deny-without-mfa", "scp", "boundary"] as const)("%s.json", (kind) => {
  it("leaves an administrator's key nothing but the enrol list, without the enrolment, and with MFA everything", () => {
    const view = besideIt(kind, false);
    expect(view.names("absent", "may")).toEqual([]);
    const open = view.names("absent", "open");
    expect(open.filter((name) => !isOnEnrolList(name))).toEqual([]);
    expect(open).not.toContain("iam:EnableMFADevice");
    expect(view.names("false", "open")).toContain("iam:EnableMFADevice");
    expect(view.names("true", "open")).toHaveLength(22_091);
  });

  it("strict leaves no enrolling", () => {
    const view = besideIt(kind, true);
    for (const state of ["absent", "false"] as const) {
      expect(view.names(state, "open")).not.toContain("iam:EnableMFADevice");
      expect(view.names(state, "open")).not.toContain("iam:CreateVirtualMFADevice");
    }
  });

  it("is within the sizes of IAM and Organizations", () => {
    expect(JSON.stringify(policyJson(standAlone(kind, false)), null, 2).length).toBeLessThan(2048);
  });
});

it("the service control policy spares roles", () => {
  expect(besideIt("scp", false, role).names("false", "open")).toHaveLength(22_091);
});
