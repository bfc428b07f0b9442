import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../../../test/support/deed-trial.ts";
import { enableAwsServiceAccess } from "../organizations/enable-aws-service-access.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { disableOrganizationsRootCredentialsManagement } from "./disable-organizations-root-credentials-management.ts";
import { disableOrganizationsRootSessions } from "./disable-organizations-root-sessions.ts";
import { enableOrganizationsRootCredentialsManagement } from "./enable-organizations-root-credentials-management.ts";
import { enableOrganizationsRootSessions } from "./enable-organizations-root-sessions.ts";

const credentials = "RootCredentialsManagement";
const sessions = "RootSessions";

describe("the switches of central root access", () => {
  let trial: DeedTrial;
  let deeds: Deeds;
  beforeEach(async () => {
    trial = await startDeedTrial();
    deeds = await trial.admin(ids.management);
  });
  afterEach(() => trial.close());

  it("go off and on one by one, and each tells what is on afterwards", async () => {
    expect(done(await disableOrganizationsRootCredentialsManagement(deeds))).toEqual([sessions]);
    expect(done(await disableOrganizationsRootSessions(deeds))).toEqual([]);
    expect(done(await enableOrganizationsRootSessions(deeds))).toEqual([sessions]);
    expect(done(await enableOrganizationsRootCredentialsManagement(deeds))).toEqual([credentials, sessions]);
    expect(done(await enableOrganizationsRootCredentialsManagement(deeds))).toEqual([credentials, sessions]);
  });

  it("say that trusted access is off, and work once it is given", async () => {
    trial.server.state.organization?.trusted.delete("iam.amazonaws.com");
    expect(await enableOrganizationsRootSessions(deeds)).toMatchObject({
      status: "refused",
      action: "iam:EnableOrganizationsRootSessions",
      code: "ServiceAccessNotEnabled",
      advice: "Trusted access for iam.amazonaws.com is off; switch it on first.",
    });
    const servicePrincipal = "iam.amazonaws.com";
    expect(await enableAwsServiceAccess(deeds, { servicePrincipal })).toEqual({ status: "done", value: null });
    expect((await enableOrganizationsRootSessions(deeds)).status).toBe("done");
    expect((await enableAwsServiceAccess(deeds, { servicePrincipal })).status).toBe("done");
  });

  it("are refused to a member, with the account that could", async () => {
    const member = await trial.admin(ids.member);
    for (const turn of [enableOrganizationsRootSessions, disableOrganizationsRootSessions]) {
      expect(await turn(member)).toMatchObject({ status: "refused", advice: "Run it in the management account." });
    }
    expect(await enableAwsServiceAccess(member, { servicePrincipal: "iam.amazonaws.com" })).toMatchObject({
      status: "refused",
      action: "organizations:EnableAWSServiceAccess",
    });
    expect(done(await enableOrganizationsRootSessions(deeds))).toEqual([credentials, sessions]);
  });
});
