import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { quickTiming } from "../../../../../test/support/collect-trial.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { deleteAlternateContact } from "../account/delete-alternate-contact.ts";
import { getContactInformation } from "../account/get-contact-information.ts";
import { putContactInformation } from "../account/put-contact-information.ts";
import { createLoginProfile } from "../iam/create-login-profile.ts";
import { deleteLoginProfile } from "../iam/delete-login-profile.ts";
import { enableOrganizationsRootSessions } from "../iam/enable-organizations-root-sessions.ts";
import { listAccessKeys } from "../iam/list-access-keys.ts";
import { openDeeds } from "../open-deeds.ts";
import { enableAwsServiceAccess } from "../organizations/enable-aws-service-access.ts";
import { deleteBucketPolicy } from "../s3/delete-bucket-policy.ts";
import { getBucketPolicy } from "../s3/get-bucket-policy.ts";
import { listBuckets } from "../s3/list-buckets.ts";
import { getQueuePolicy } from "../sqs/get-queue-policy.ts";
import { listQueues } from "../sqs/list-queues.ts";
import { setQueuePolicy } from "../sqs/set-queue-policy.ts";
import type { Deeds } from "./deeds.ts";

const keys = {
  accessKeyId: "ASIAEXAMPLE12345",
  secretAccessKey: "secret/secret+secret",
  sessionToken: "token/token+token==",
};
const contact = {
  FullName: "N",
  AddressLine1: "1",
  City: "B",
  PostalCode: "1",
  CountryCode: "CH",
  PhoneNumber: "+41 31 555 01 00",
};
const queueUrl = "https://sqs.us-east-1.amazonaws.com/111122223333/q";
const bucket = "pay-logs";

const calls: readonly (readonly [string, (deeds: Deeds) => Promise<Deed<unknown>>])[] = [
  ["deleteLoginProfile", deleteLoginProfile],
  ["createLoginProfile", createLoginProfile],
  ["listAccessKeys", listAccessKeys],
  ["enableOrganizationsRootSessions", enableOrganizationsRootSessions],
  ["enableAwsServiceAccess", (deeds) => enableAwsServiceAccess(deeds, { servicePrincipal: "iam.amazonaws.com" })],
  ["getContactInformation", getContactInformation],
  ["putContactInformation", (deeds) => putContactInformation(deeds, { contact })],
  ["deleteAlternateContact", (deeds) => deleteAlternateContact(deeds, { type: "BILLING" })],
  ["listBuckets", listBuckets],
  ["getBucketPolicy", (deeds) => getBucketPolicy(deeds, { bucket })],
  ["deleteBucketPolicy", (deeds) => deleteBucketPolicy(deeds, { bucket })],
  ["getQueuePolicy", (deeds) => getQueuePolicy(deeds, { queueUrl })],
  ["setQueuePolicy", (deeds) => setQueuePolicy(deeds, { queueUrl, policy: "" })],
  ["listQueues", listQueues],
];

describe("an endpoint that is not AWS", () => {
  let server: Server | undefined;
  const closers: (() => void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) close();
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  });
  const start = async (reply: (response: ServerResponse, path: string) => void) => {
    server = createServer((request, response) => {
      request.resume();
      reply(response, request.url ?? "");
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server?.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const session = { keys: new Secret(keys), expiresAt: 0, account: "aws:111122223333", region: "us-east-1" };
    const opened = await openDeeds({ endpointUrl: `http://127.0.0.1:${port}`, timing: quickTiming() }, session);
    closers.push(opened.close);
    return opened.deeds;
  };

  it.each(calls)("%s: a page that says 200 to everything is no deed", async (_name, call) => {
    for (const body of ["<html><body>Welcome</body></html>", "{}", ""]) {
      const deeds = await start((response) => response.writeHead(200, { "content-type": "text/html" }).end(body));
      expect(await call(deeds)).toMatchObject({ status: "refused", code: "Unreachable" });
      for (const close of closers.splice(0)) close();
      server?.closeAllConnections();
      server?.close();
      server = undefined;
    }
  });

  it.each(calls)("%s: an error that quotes the whole request shows no credentials", async (_name, call) => {
    const quoted = `bad ${keys.secretAccessKey} ${keys.sessionToken} ${encodeURIComponent(keys.sessionToken)} ${keys.accessKeyId}`;
    const deeds = await start((response) => {
      response.writeHead(403, { "content-type": "text/xml", "x-amzn-errortype": "SignatureDoesNotMatch" });
      response.end(
        `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${quoted}</Message></Error></ErrorResponse>`,
      );
    });
    const deed = await call(deeds);
    expect(deed.status).toBe("refused");
    const text = JSON.stringify(deed);
    for (const secret of [...Object.values(keys), encodeURIComponent(keys.sessionToken)]) {
      expect(text).not.toContain(secret);
    }
  });
});
