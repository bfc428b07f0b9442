import {
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListAWSServiceAccessForOrganizationCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { IAMClient, ListOrganizationsFeaturesCommand } from "@aws-sdk/client-iam";
import { afterEach, describe, expect, it } from "vitest";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialIds as ids, trialOrganization } from "../trial-organization.ts";

const iam = "iam.amazonaws.com";
const forIam = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["organizations:EnableAWSServiceAccess", "organizations:DisableAWSServiceAccess"],
      Resource: "*",
      Condition: { StringEquals: { "organizations:ServicePrincipal": iam } },
    },
  ],
};
const denied = { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } };

describe("trusted access of services", () => {
  let aws: PretendAws | undefined;
  const start = async (trusted: readonly string[] = []) => {
    const organization = trialOrganization((file) => {
      const home = file.accounts[ids.management];
      const switcher = { arn: "role/switcher", trust: "account", inline: { a: forIam } };
      const blank = { policies: [], tags: {}, groups: [], mfa: [], keys: [], certs: [] };
      return {
        ...file,
        ...(file.organization && { organization: { ...file.organization, trusted: [...trusted] } }),
        ...(home && {
          accounts: {
            ...file.accounts,
            [ids.management]: { ...home, principals: [...home.principals, { ...blank, ...switcher }] },
          },
        }),
      };
    });
    const started = await startPretendAws({ organization, seed: "trusted" });
    aws = started;
    const by = (account: string, resource: string) => ({
      endpoint: started.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: started.credentialsFor(`arn:aws:iam::${account}:${resource}`),
    });
    const client = (account: string, resource = "user/admin") => new OrganizationsClient(by(account, resource));
    const management = client(ids.management);
    const list = async () => {
      const { EnabledServicePrincipals } = await management.send(new ListAWSServiceAccessForOrganizationCommand({}));
      return EnabledServicePrincipals ?? [];
    };
    const names = async () => (await list()).map((one) => one.ServicePrincipal);
    const features = () =>
      new IAMClient(by(ids.management, "user/admin")).send(new ListOrganizationsFeaturesCommand({}));
    return { client, management, list, names, features, state: started.state };
  };
  afterEach(() => aws?.close());
  const on = (ServicePrincipal = iam) => new EnableAWSServiceAccessCommand({ ServicePrincipal });
  const off = (ServicePrincipal = iam) => new DisableAWSServiceAccessCommand({ ServicePrincipal });

  it("is listed once it is on, and gone once it is off", async () => {
    const { management, names } = await start();
    expect(await names()).toEqual([]);
    await management.send(on());
    await management.send(on("account.amazonaws.com"));
    expect(await names()).toEqual([iam, "account.amazonaws.com"]);
    await management.send(off());
    expect(await names()).toEqual(["account.amazonaws.com"]);
  });

  it("is turned on twice without a change, and off twice without an error", async () => {
    const { management, list, names, state } = await start();
    await management.send(on());
    const [first] = await list();
    state.clock.advance(60_000);
    await management.send(on());
    expect(await list()).toEqual([first]);
    await management.send(off());
    await management.send(off());
    expect(await names()).toEqual([]);
  });

  it("opens and closes the features of central root access, which stay as they are behind it", async () => {
    const { management, features } = await start();
    await expect(features()).rejects.toMatchObject({ name: "ServiceAccessNotEnabledException" });
    await management.send(on());
    expect((await features()).EnabledFeatures).toEqual(["RootCredentialsManagement", "RootSessions"]);
    await management.send(off());
    await expect(features()).rejects.toMatchObject({ name: "ServiceAccessNotEnabledException" });
  });

  it("is management's alone to change", async () => {
    const { client } = await start([iam]);
    for (const account of [ids.delegate, ids.full]) {
      await expect(client(account).send(on("account.amazonaws.com"))).rejects.toMatchObject(denied);
      await expect(client(account).send(off())).rejects.toMatchObject(denied);
    }
    const outside = client(ids.standalone).send(on());
    await expect(outside).rejects.toMatchObject({ name: "AWSOrganizationsNotInUseException" });
  });

  it("can be limited to one service by organizations:ServicePrincipal", async () => {
    const { client, names } = await start();
    const switcher = client(ids.management, "role/switcher");
    await switcher.send(on());
    await expect(switcher.send(on("account.amazonaws.com"))).rejects.toMatchObject(denied);
    expect(await names()).toEqual([iam]);
    await switcher.send(off());
    await expect(switcher.send(off("account.amazonaws.com"))).rejects.toMatchObject(denied);
    const nobody = client(ids.management, "user/nobody");
    await expect(nobody.send(on())).rejects.toMatchObject(denied);
  });

  it("refuses what is no service", async () => {
    const { management } = await start();
    await expect(management.send(on("nonsense"))).rejects.toMatchObject({ Reason: "UNRECOGNIZED_SERVICE_PRINCIPAL" });
    await expect(management.send(on(""))).rejects.toMatchObject({ Reason: "INPUT_REQUIRED" });
  });
});
