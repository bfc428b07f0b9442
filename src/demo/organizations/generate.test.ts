import { IAMClient, GetAccountSummaryCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { startPretendAws } from "../start-pretend-aws.ts";
import { buildState } from "../state/build-state.ts";
import { generate } from "./generate.ts";

const facts = (file: ReturnType<typeof generate>) =>
  [...buildState(file, { seed: "same" }).accounts.values()].map(
    ({ id, email, root, contact, parent, iam, createdAt }) => ({
      id,
      email,
      parent,
      createdAt,
      phone: contact.PhoneNumber,
      password: root.password !== null,
      devices: root.devices.length,
      roles: [...iam.roles.keys()],
    }),
  );

describe("a generated organization", () => {
  it("is the same for the same seed and another for another", () => {
    const one = facts(generate({ accounts: 200, seed: 3 }));
    expect(facts(generate({ accounts: 200, seed: 3 }))).toEqual(one);
    expect(facts(generate({ accounts: 200, seed: 4 }))).not.toEqual(one);
  });

  it("has as many members as asked for, within the shares of the mix", () => {
    const mix = { noPassword: 0.25, noMfa: 0, sharedMailbox: 0.5 };
    const members = facts(generate({ accounts: 400, mix })).slice(1);
    expect(members).toHaveLength(400);
    expect(members.filter((one) => !one.password)).toHaveLength(100);
    expect(members.filter((one) => one.password && one.devices === 0)).toHaveLength(0);
    expect(members.filter((one) => one.email.startsWith("aws-root+"))).toHaveLength(200);
    expect(new Set(members.map((one) => one.email)).size).toBe(400);
    expect(new Set(members.map((one) => one.parent)).size).toBe(4);
    expect(members.every((one) => one.roles.includes("RootwardReader"))).toBe(true);
  });

  it("lets RootwardCentral read its members through the reader role", async () => {
    const aws = await startPretendAws({ organization: generate({ accounts: 2 }) });
    const at = { endpoint: aws.url, region: "us-east-1", maxAttempts: 1 };
    const credentials = aws.credentialsFor("arn:aws:iam::111111111111:role/RootwardCentral");
    const RoleArn = "arn:aws:iam::500000000001:role/RootwardReader";
    const { Credentials: made } = await new STSClient({ ...at, credentials }).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "scan" }),
    );
    const reader = new IAMClient({
      ...at,
      credentials: {
        accessKeyId: made?.AccessKeyId ?? "",
        secretAccessKey: made?.SecretAccessKey ?? "",
        sessionToken: made?.SessionToken ?? "",
      },
    });
    const { SummaryMap } = await reader.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toHaveProperty("AccountMFAEnabled");
    await aws.close();
  });

  it("shares policy documents between its members", () => {
    const { accounts } = buildState(generate({ accounts: 500 }));
    expect(accounts.size).toBe(501);
    const documents = new Set(
      [...accounts.values()].flatMap((one) => [...one.iam.roles.values()].map((role) => role.trust)),
    );
    // Trust in the account itself and in its OIDC provider differs by account; all else is common.
    expect(documents.size).toBeLessThan(500 * 3);
  });
});
