import { afterEach, describe, expect, it } from "vitest";
import { readerOrganization, startTrial, type Trial } from "../../../test/support/collect-trial.ts";
import { trialIds as ids } from "../../demo/trial-organization.ts";
import type { OrganizationFile } from "../../demo/organization-file.ts";
import type { Aws } from "../../world/aws/open-aws.ts";
import { organizationReads } from "./organization/organization-reads.ts";
import type { RootAccessStatus } from "./organization/status-of.ts";
import { rootAccessStatus } from "./root-access-status.ts";

const central = `arn:aws:iam::${ids.management}:user/central`;
type Organization = NonNullable<OrganizationFile["organization"]>;
const changed = (change: Partial<Organization>) =>
  readerOrganization((each) => ({
    ...each,
    ...(each.organization === undefined ? {} : { organization: { ...each.organization, ...change } }),
  }));

describe("where central root access stands", () => {
  let trial: Trial | undefined;
  let aws: Aws | undefined;
  afterEach(async () => {
    aws?.close();
    await trial?.close();
  });
  const read = async (as: string, file: OrganizationFile = readerOrganization()) => {
    trial = await startTrial(file);
    trial.useCredentials(as);
    aws = await trial.open();
    const { session } = aws;
    return rootAccessStatus({ caller: session.account, reads: organizationReads(session) })();
  };
  const states = ({ tasks }: RootAccessStatus) => Object.fromEntries(tasks.map(({ task, state }) => [task, state]));

  it("tells features, trusted access, delegates and members, and asks nothing of members", async () => {
    const status = await read(central);
    expect(status).toMatchObject({
      place: "management",
      organization: { value: { id: "o-trial00000", managementAccount: ids.management } },
      features: [
        { feature: "RootCredentialsManagement", on: { state: "yes" } },
        { feature: "RootSessions", on: { state: "yes" } },
      ],
      trustedAccess: { state: "yes" },
      delegates: { value: [ids.delegate] },
      members: { value: { active: 3, notActive: 1 } },
    });
    expect(states(status)).toEqual({
      audit: "possible",
      delete: "possible",
      create: "possible",
      s3: "possible",
      sqs: "possible",
    });
    expect(status.tasks.map(({ task, needsRequest }) => [task, needsRequest])).toContainEqual(["audit", false]);
    expect(status.tasks.filter(({ needsRequest }) => needsRequest)).toHaveLength(4);
    expect(trial?.server.counters().operations["sts:AssumeRoot"]).toBeUndefined();
  });

  it("holds each task against its own feature, and names feature and command", async () => {
    const status = await read(central, changed({ rootFeatures: ["RootSessions"] }));
    expect(states(status)).toEqual({
      audit: "impossible",
      delete: "impossible",
      create: "impossible",
      s3: "possible",
      sqs: "possible",
    });
    expect(status.tasks[0]?.needs).toEqual(["the feature RootCredentialsManagement: rootward root-access enable"]);
  });

  it("says that trusted access is off, under which no feature is on", async () => {
    const status = await read(central, changed({ trusted: [] }));
    expect(status).toMatchObject({
      trustedAccess: { state: "no" },
      features: [{ on: { state: "no" } }, { on: { state: "no" } }],
    });
    expect(status.tasks[3]?.needs[0]).toContain("trusted access of iam.amazonaws.com");
  });

  it("is possible from IAM's delegated administrator", async () => {
    const status = await read(`arn:aws:iam::${ids.delegate}:user/admin`);
    expect(status.place).toBe("delegate");
    expect(states(status)).toMatchObject({ audit: "possible", delete: "possible" });
  });

  it("is unknown where a call was refused, with the action that is missing, never off", async () => {
    const status = await read(`arn:aws:iam::${ids.full}:user/admin`);
    expect(status.place).toBe("member");
    expect(status.features.map(({ on }) => on.state)).toEqual(["unknown", "unknown"]);
    expect(new Set(Object.values(states(status)))).toEqual(new Set(["unknown"]));
    const needs = status.tasks[0]?.needs.join("\n") ?? "";
    for (const action of [
      "iam:ListOrganizationsFeatures",
      "organizations:ListAccounts",
      "organizations:ListDelegatedAdministrators",
    ]) {
      expect(needs).toContain(action);
    }
  });

  it("is impossible in an account that is in no organization, for that reason alone", async () => {
    const status = await read(`arn:aws:iam::${ids.standalone}:user/admin`);
    expect(status).toMatchObject({ place: "standalone", organization: { value: null } });
    expect(new Set(Object.values(states(status)))).toEqual(new Set(["impossible"]));
    expect(status.tasks[0]?.needs[0]).toBe("an organization: this account is in none");
  });
});
