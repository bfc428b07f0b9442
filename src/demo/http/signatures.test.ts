import { Sha256 } from "@aws-crypto/sha256-js";
import { AccountClient, GetContactInformationCommand } from "@aws-sdk/client-account";
import { GetAccountSummaryCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListRootsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterEach, describe, expect, it } from "vitest";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import { trialIds as ids, trialOrganization } from "../trial-organization.ts";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One harmless call of each service. */
const calls = {
  iam: (options: Options) => new IAMClient(options).send(new GetAccountSummaryCommand({})),
  sts: (options: Options) => new STSClient(options).send(new GetCallerIdentityCommand({})),
  organizations: (options: Options) => new OrganizationsClient(options).send(new ListRootsCommand({})),
  account: (options: Options) => new AccountClient(options).send(new GetContactInformationCommand({})),
  s3: (options: Options) => new S3Client({ ...options, forcePathStyle: true }).send(new ListBucketsCommand({})),
  sqs: (options: Options) => new SQSClient(options).send(new ListQueuesCommand({})),
} as const;

interface Options {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: Keys;
  readonly systemClockOffset?: number;
}

describe("signatures", () => {
  let aws: PretendAws | undefined;
  const start = async () => {
    aws = await startPretendAws({ organization: trialOrganization(), seed: "signatures" });
    const live = aws.credentialsFor(`arn:aws:iam::${ids.management}:user/admin`);
    const options = (change: Partial<Keys> = {}): Options => ({
      endpoint: aws?.url ?? "",
      region: "us-east-1",
      maxAttempts: 1,
      credentials: {
        accessKeyId: live.accessKeyId,
        secretAccessKey: live.secretAccessKey,
        sessionToken: live.sessionToken ?? "",
        ...change,
      },
    });
    return { aws, options };
  };
  afterEach(() => aws?.close());

  it("are accepted from AWS's clients for every service", async () => {
    const { options } = await start();
    for (const call of Object.values(calls)) await call(options());
  });

  it.each([
    ["iam", "SignatureDoesNotMatch", 403],
    ["sts", "SignatureDoesNotMatch", 403],
    ["organizations", "InvalidSignatureException", 400],
    ["account", "InvalidSignatureException", 403],
    ["s3", "SignatureDoesNotMatch", 403],
    ["sqs", "InvalidSignatureException", 400],
  ] as const)("with a wrong secret are refused by %s as %s", async (service, name, httpStatusCode) => {
    const { options } = await start();
    await expect(calls[service](options({ secretAccessKey: "wrong" }))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode },
    });
  });

  it.each([
    ["iam", "InvalidClientTokenId"],
    ["organizations", "UnrecognizedClientException"],
    ["account", "UnrecognizedClientException"],
    ["s3", "InvalidAccessKeyId"],
  ] as const)("of an unknown key, or with a foreign session token, are refused by %s as %s", async (service, name) => {
    const { options } = await start();
    await expect(calls[service](options({ accessKeyId: "AKIAUNKNOWNUNKNOWN01" }))).rejects.toMatchObject({ name });
    await expect(calls[service](options({ sessionToken: "another" }))).rejects.toMatchObject({ name });
  });

  it.each([
    ["iam", "ExpiredToken"],
    ["sts", "ExpiredToken"],
    ["organizations", "ExpiredTokenException"],
    ["account", "ExpiredTokenException"],
    ["s3", "ExpiredToken"],
  ] as const)("of an expired session are refused by %s as %s", async (service, name) => {
    const { aws, options } = await start();
    aws.state.clock.advance(3_601_000);
    await expect(calls[service](options())).rejects.toMatchObject({ name });
  });

  it.each([
    ["iam", "SignatureDoesNotMatch"],
    ["organizations", "InvalidSignatureException"],
    ["account", "InvalidSignatureException"],
    ["s3", "RequestTimeTooSkewed"],
  ] as const)("made by a clock that is off are refused by %s as %s", async (service, name) => {
    const { options } = await start();
    const off = { ...options(), systemClockOffset: -20 * 60_000 };
    await expect(calls[service](off)).rejects.toMatchObject({
      name,
      message:
        service === "s3"
          ? expect.stringContaining("too large")
          : expect.stringMatching(/^Signature expired: .* - 5 min\.\)$/),
    });
  });

  it("do not depend on the pretend clock", async () => {
    const { aws, options } = await start();
    aws.state.clock.set(Date.UTC(2020, 0, 1));
    await calls.iam(options());
  });

  it("cover body, query and headers", async () => {
    const { aws, options } = await start();
    const { credentials } = options();
    const signer = new SignatureV4({ credentials, region: "us-east-1", service: "account", sha256: Sha256 });
    const url = new URL(aws.url);
    const signed = await signer.sign(
      new HttpRequest({
        method: "POST",
        protocol: "http:",
        hostname: url.hostname,
        port: Number(url.port),
        path: "/getContactInformation",
        headers: { host: url.host, "content-type": "application/json" },
        body: "{}",
      }),
    );
    const send = (change: { path?: string; body?: string; headers?: Record<string, string> } = {}) =>
      fetch(new URL(change.path ?? "/getContactInformation", aws.url), {
        method: "POST",
        headers: { ...signed.headers, ...change.headers },
        body: change.body ?? "{}",
      });
    expect((await send()).status).toBe(200);
    for (const change of [
      { body: '{"AccountId":"222222222222"}' },
      { path: "/getContactInformation?x=1" },
      { headers: { "x-amz-date": "20200101T000000Z" } },
      { headers: { "x-amz-added": "1" } },
    ]) {
      const answer = await send(change);
      expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([403, "InvalidSignatureException"]);
    }
  });

  it("work with the long-lived keys of the file, and not with inactive ones", async () => {
    const { aws, options } = await start();
    const ann = {
      ...options(),
      credentials: { accessKeyId: "AKIAANNANNANNANN0001", secretAccessKey: "ann-secret-ann-secret" },
    };
    expect((await calls.sts(ann)).Arn).toBe(`arn:aws:iam::${ids.full}:user/team/ann=x,y`);
    const root = [...aws.state.accounts.values()].find((account) => account.id === ids.full)?.root;
    const [active, inactive] = root?.keys ?? [];
    const as = (key: typeof active) => ({
      ...options(),
      credentials: { accessKeyId: key?.id ?? "", secretAccessKey: key?.secret ?? "" },
    });
    expect((await calls.sts(as(active))).Arn).toBe(`arn:aws:iam::${ids.full}:root`);
    expect(root?.keys[0]?.lastUsed).toMatchObject({ service: "sts", region: "us-east-1" });
    await expect(calls.sts(as(inactive))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  it("are asked for: an unsigned call is told so", async () => {
    const { aws } = await start();
    const answer = await fetch(aws.url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "Action=GetUser&Version=2010-05-08",
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>MissingAuthenticationToken</Code>");
  });
});
