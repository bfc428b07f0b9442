import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readerOrganization, startTrial, type Trial } from "../../../../../test/support/collect-trial.ts";
import { trialIds as ids } from "../../../../demo/trial-organization.ts";
import { isSeen } from "../../../../domain/core/fact.ts";
import type { Aws } from "../../../../world/aws/open-aws.ts";
import { lookAtRoot, serialsOf } from "./look-at-root.ts";

const role = { memberRole: "reader" };
let trial: Trial;
let aws: Aws;
beforeEach(async () => {
  trial = await startTrial(readerOrganization());
  trial.useCredentials(`arn:aws:iam::${ids.management}:user/central`);
  aws = await trial.open();
});
afterEach(async () => {
  aws.close();
  await trial.close();
});
const root = (account: string) => {
  const found = [...trial.server.state.accounts.values()].find(({ id }) => id === account);
  if (found === undefined) throw new Error(account);
  return found;
};

describe("a look at the root user's devices", () => {
  it("sees the virtual ones of root alone, through the role of a member, which it assumes once", async () => {
    const look = lookAtRoot(aws.session, `aws:${ids.full}`, role);
    const [first] = root(ids.full).root.devices;
    expect([...serialsOf(await look())]).toEqual([first?.serial]);
    const serial = `arn:aws:iam::${ids.full}:mfa/root-account-mfa-device`;
    const enabledAt = Date.parse("2026-11-22T10:00:40Z");
    const user = root(ids.full).iam.users.get("admin");
    if (user !== undefined) user.devices = [{ kind: "virtual", serial, seed: null, enabledAt }];
    expect([...serialsOf(await look())]).toEqual([first?.serial]);
    const added = { kind: "virtual" as const, serial: `${serial}-2`, seed: null, enabledAt };
    root(ids.full).root.devices = [...root(ids.full).root.devices, added];
    const seen = await look();
    expect(isSeen(seen) ? seen.value.at(-1) : seen).toEqual({
      serial: added.serial,
      kind: "virtual",
      enabledAt: "2026-11-22T10:00:40Z",
    });
    expect(trial.server.counters().operations["sts:AssumeRole"]).toBe(1);
  });

  it("uses the caller's own credentials in its own account", async () => {
    const look = lookAtRoot(aws.session, `aws:${ids.management}`, { memberRole: "nobody" });
    expect(isSeen(await look())).toBe(true);
    expect(trial.server.counters().operations["sts:AssumeRole"]).toBeUndefined();
  });

  it("says which action is missing, and looks again at the next call", async () => {
    expect(await lookAtRoot(aws.session, `aws:${ids.delegate}`, role)()).toMatchObject({
      why: "no-role",
      needs: "sts:AssumeRole",
    });
    const look = lookAtRoot(aws.session, `aws:${ids.full}`, role);
    trial.setFaults({ kind: "deny", service: "iam", operation: "ListVirtualMFADevices", times: 1 });
    expect(await look()).toMatchObject({ why: "denied", needs: "iam:ListVirtualMFADevices" });
    expect(isSeen(await look())).toBe(true);
  });

  it("asks nothing with credentials of another partition", async () => {
    const look = lookAtRoot(aws.session, `aws-cn:${ids.management}`, role);
    expect(await look()).toMatchObject({ why: "no-role", needs: "credentials of partition aws-cn" });
    expect(trial.server.counters().operations["iam:ListVirtualMFADevices"]).toBeUndefined();
  });
});
