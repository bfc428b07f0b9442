import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { quickTiming } from "../../../../test/support/collect-trial.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { acceptPrimaryEmailUpdate } from "./account/accept-primary-email-update.ts";
import { listAccessKeys } from "./iam/list-access-keys.ts";
import { openDeeds } from "./open-deeds.ts";
import { allDeedPages } from "./runtime/all-deed-pages.ts";
import { deleteBucketPolicy } from "./s3/delete-bucket-policy.ts";
import { getBucketPolicy } from "./s3/get-bucket-policy.ts";
import { listBuckets } from "./s3/list-buckets.ts";
import { listQueues } from "./sqs/list-queues.ts";

const keys = new Secret({ accessKeyId: "ASIAEXAMPLE12345", secretAccessKey: "s".repeat(40), sessionToken: "token" });
const policy = '{"Statement":[]}';
const bucket = "pay-logs";

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

describe("what deeds put on the wire", () => {
  let server: Server | undefined;
  let close: () => void = () => undefined;
  afterEach(async () => {
    close();
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  });
  const start = async (reply: (response: ServerResponse, asked: Asked, count: number) => void) => {
    const seen: Asked[] = [];
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const { method, url, headers } = request;
        const asked = { method, path: url, headers, body: Buffer.concat(parts).toString() };
        seen.push(asked);
        reply(response, asked, seen.length);
      });
    }).listen(0);
    await new Promise((resolve) => server?.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const opened = await openDeeds(
      { endpointUrl: `http://localhost:${port}`, timing: quickTiming() },
      { keys, expiresAt: 0, account: "aws:111122223333", region: "us-east-1" },
    );
    close = opened.close;
    return { deeds: opened.deeds, seen };
  };
  const xml = (response: ServerResponse, body: string) =>
    response.writeHead(200, { "x-amzn-requestid": "1", "content-type": "text/xml" }).end(body);

  it("S3: the bucket stands in the path, and its owner must be the session's account", async () => {
    const { deeds, seen } = await start((response) => response.writeHead(204).end());
    expect(await deleteBucketPolicy(deeds, { bucket, region: "eu-west-1" })).toEqual({ status: "done", value: null });
    expect(seen[0]).toMatchObject({
      method: "DELETE",
      path: expect.stringMatching(/^\/pay-logs\/?\?policy=?$/),
      headers: {
        "x-amz-expected-bucket-owner": "111122223333",
        authorization: expect.stringContaining("/eu-west-1/s3/aws4_request"),
        "x-amz-security-token": "token",
      },
    });
  });

  it("S3: a bucket in another region is asked for there", async () => {
    const { deeds, seen } = await start((response, _asked, count) => {
      if (count > 1) return response.writeHead(200).end(policy);
      const moved = "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>";
      return response.writeHead(301, { "x-amz-bucket-region": "eu-west-3" }).end(moved);
    });
    expect(await getBucketPolicy(deeds, { bucket })).toEqual({ status: "done", value: { policy } });
    expect(seen.map(({ headers }) => headers.authorization?.match(/\/([a-z0-9-]+)\/s3\//)?.[1])).toEqual([
      "us-east-1",
      "eu-west-3",
    ]);
  });

  it("Account: a code that AWS quotes is not told again", async () => {
    const { deeds, seen } = await start((response) => {
      response.writeHead(400, { "x-amzn-errortype": "ValidationException", "content-type": "application/json" });
      response.end("{\"message\":\"Value 'ab12cd' at 'otp' failed to satisfy constraint\"}");
    });
    const move = { account: "aws:444455556666", email: "new@corp.example", otp: new Secret("ab12cd") };
    expect(await acceptPrimaryEmailUpdate(deeds, move)).toEqual({
      status: "refused",
      action: "account:AcceptPrimaryEmailUpdate",
      code: "Validation",
      message: "Value '[secret]' at 'otp' failed to satisfy constraint",
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      AccountId: "444455556666",
      PrimaryEmail: "new@corp.example",
      Otp: "ab12cd",
    });
  });

  it("IAM: a list that is cut is read to its end", async () => {
    const { deeds, seen } = await start((response, _asked, count) => {
      const rest =
        count === 1 ? "<IsTruncated>true</IsTruncated><Marker>m1</Marker>" : "<IsTruncated>false</IsTruncated>";
      const member = `<member><AccessKeyId>AKIA${count}</AccessKeyId><Status>Active</Status></member>`;
      const inner = `<ListAccessKeysResult><AccessKeyMetadata>${member}</AccessKeyMetadata>${rest}</ListAccessKeysResult>`;
      xml(response, `<ListAccessKeysResponse>${inner}</ListAccessKeysResponse>`);
    });
    const deed = await listAccessKeys(deeds);
    expect(deed.status === "done" && deed.value.map(({ id }) => id)).toEqual(["AKIA1", "AKIA2"]);
    expect(seen.map(({ body }) => body.includes("Marker=m1"))).toEqual([false, true]);
    // Root's own keys are asked for without a name.
    expect(seen[0]?.body).not.toContain("UserName");
  });

  it("S3: buckets beyond the first page are listed, with their regions", async () => {
    const { deeds, seen } = await start((response, _asked, count) => {
      const one = `<Bucket><Name>b${count}</Name><BucketRegion>eu-west-${count}</BucketRegion></Bucket>`;
      const token = count === 1 ? "<ContinuationToken>t1</ContinuationToken>" : "";
      const list = `<Owner><ID>o</ID></Owner><Buckets>${one}</Buckets>${token}`;
      xml(response, `<ListAllMyBucketsResult>${list}</ListAllMyBucketsResult>`);
    });
    expect(await listBuckets(deeds)).toEqual({
      status: "done",
      value: [
        { name: "b1", region: "eu-west-1", createdAt: null },
        { name: "b2", region: "eu-west-2", createdAt: null },
      ],
    });
    expect(seen[1]?.path).toContain("continuation-token=t1");
  });

  it("SQS: queues beyond the first page are listed; a page that is refused refuses the list", async () => {
    const { deeds } = await start((response, _asked, count) => {
      const headers = { "x-amzn-requestid": "1", "content-type": "application/x-amz-json-1.0" };
      if (count === 4) return response.writeHead(400, headers).end('{"__type":"com.amazonaws.sqs#AccessDenied"}');
      const more = count % 2 === 1 ? { NextToken: "t1" } : {};
      return response.writeHead(200, headers).end(JSON.stringify({ QueueUrls: [`https://q/${count}`], ...more }));
    });
    expect(await listQueues(deeds)).toEqual({ status: "done", value: ["https://q/1", "https://q/2"] });
    expect(await listQueues(deeds)).toMatchObject({
      status: "refused",
      action: "sqs:ListQueues",
      code: "AccessDenied",
    });
  });

  it("an endless list ends", async () => {
    const endless = () => Promise.resolve({ status: "done", value: { items: [1], nextToken: "again" } } as const);
    expect(await allDeedPages("sqs:ListQueues", endless)).toEqual({
      status: "refused",
      action: "sqs:ListQueues",
      code: "Unreachable",
      message: "the list has more than 1000 pages",
    });
  });
});
