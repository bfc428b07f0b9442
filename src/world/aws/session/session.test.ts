import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { quickTiming } from "../../../../test/support/collect-trial.ts";
import { getAccountSummary } from "../iam/get-account-summary.ts";
import { getConsoleAuthorizationConfiguration } from "../signin/get-console-authorization-configuration.ts";
import type { AwsOptions } from "./aws-options.ts";
import { openRuntime, type Runtime } from "./runtime.ts";
import { Session } from "./session.ts";

const identity = { accessKeyId: "AKIA1", secretAccessKey: "secret", sessionToken: "token" };
const summary = `<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap>
<entry><key>AccountMFAEnabled</key><value>0</value></entry></SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>`;
const failure = (code: string, message = "no") =>
  `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

const drip = (_request: unknown, response: ServerResponse) => {
  response.writeHead(200, { "content-type": "text/xml" });
  const timer = setInterval(() => response.write(" "), 40);
  response.on("close", () => clearInterval(timer));
};

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

describe("a session against endpoints that behave badly", () => {
  let server: Server | undefined;
  let runtime: Runtime | undefined;
  afterEach(async () => {
    runtime?.handler.destroy();
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  });

  const start = async (handler: Handler, options: Partial<AwsOptions> = {}, renewals: string[] = []) => {
    let count = 0;
    server = createServer((request, response) => {
      request.resume();
      count += 1;
      handler(request, response, count);
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server?.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const half = await openRuntime({
      endpointUrl: `http://127.0.0.1:${port}`,
      timing: quickTiming(),
      timeouts: { connectMillis: 500, requestMillis: 150 },
      ...options,
    });
    runtime = { ...half, region: "us-east-1" };
    const renew = () => {
      renewals.push("renewed");
      return Promise.resolve(() => Promise.resolve({ ...identity, accessKeyId: "AKIA2" }));
    };
    const session = new Session(runtime, {
      account: "123456789012",
      partition: "aws",
      credentials: () => Promise.resolve(identity),
      renew,
    });
    return { session, count: () => count };
  };
  const xml = (response: ServerResponse, status: number, body: string) =>
    response.writeHead(status, { "content-type": "text/xml" }).end(body);

  it("reads plain data, and null where the answer lacks a number: never false", async () => {
    const { session } = await start((_request, response) => xml(response, 200, summary));
    expect(await getAccountSummary(session)).toMatchObject({
      status: "ok",
      value: { mfa: false, password: null, accessKeys: null, certificates: null },
    });
  });

  it.each<[string, Handler]>([
    ["never answers", () => undefined],
    [
      "stops in the middle of its answer",
      (_request, response) => response.writeHead(200, { "content-length": 500 }).write("<Get"),
    ],
    ["drips an answer without end", drip],
    ["cuts the connection", (request) => request.socket.destroy()],
    ["is something else that speaks HTML", (_request, response) => xml(response, 200, "<html><body>Welcome")],
    ["is something else that speaks JSON", (_request, response) => response.writeHead(404).end("{}")],
    ["answers 503", (_request, response) => xml(response, 503, "")],
  ])("calls an endpoint that %s unreachable or denied, and ends", async (_name, handler) => {
    const { session } = await start(handler);
    const answer = await getAccountSummary(session);
    expect(answer).toMatchObject({ failure: { meaning: "unseen", why: expect.stringMatching(/unreachable|denied/) } });
  });

  it("tries a throttled call eight times, by itself: the SDK must not retry on its own", async () => {
    const { session, count } = await start((_request, response) => xml(response, 400, failure("Throttling")));
    expect(await getAccountSummary(session)).toMatchObject({ failure: { why: "throttled" } });
    expect(count()).toBe(8);
    expect(runtime?.tally).toEqual({ requests: 8, throttled: 8 });
  });

  it("tries a refused call once", async () => {
    const message = "not authorized to perform: iam:GetAccountSummary because no identity-based policy allows it";
    const { session, count } = await start((_request, response) =>
      xml(response, 403, failure("AccessDenied", message)),
    );
    expect(await getAccountSummary(session)).toMatchObject({
      failure: { why: "denied", layer: "identity-policy-silent", needs: "iam:GetAccountSummary" },
    });
    expect(count()).toBe(1);
  });

  it("renews expired credentials once for all calls that found out together, and repeats each of them", async () => {
    const renewals: string[] = [];
    const old = (request: IncomingMessage) => request.headers.authorization?.includes("AKIA1/") === true;
    const { session } = await start(
      (request, response) => (old(request) ? xml(response, 403, failure("ExpiredToken")) : xml(response, 200, summary)),
      {},
      renewals,
    );
    const answers = await Promise.all(Array.from({ length: 10 }, () => getAccountSummary(session)));
    expect(answers.every(({ status }) => status === "ok")).toBe(true);
    expect(renewals).toEqual(["renewed"]);
  });

  it("says credentials-expired when the renewed ones are expired too", async () => {
    const { session, count } = await start((_request, response) => xml(response, 403, failure("ExpiredToken")));
    expect(await getAccountSummary(session)).toMatchObject({ failure: { why: "credentials-expired" } });
    expect(count()).toBe(2);
  });

  it("stops at once when the run is stopped, in a request and in a wait", async () => {
    const stop = new AbortController();
    const { session } = await start(() => undefined, {
      signal: stop.signal,
      timeouts: { connectMillis: 5000, requestMillis: 5000 },
    });
    const answer = getAccountSummary(session);
    setTimeout(() => stop.abort(new Error("Ctrl-C")), 30);
    await expect(answer).rejects.toThrow("Ctrl-C");
    await expect(getAccountSummary(session)).rejects.toThrow("Ctrl-C");
  });

  it("signs Sign-In requests for service signin and reads REST JSON errors from the header", async () => {
    let seen: Readonly<Record<string, unknown>> = {};
    const { session } = await start((request, response) => {
      seen = {
        path: request.url,
        authorization: request.headers.authorization,
        token: request.headers["x-amz-security-token"],
      };
      response.writeHead(403, { "x-amzn-errortype": "AccessDeniedException:http://internal/" });
      response.end(JSON.stringify({ message: "no" }));
    });
    const answer = await getConsoleAuthorizationConfiguration(session, "o-1");
    expect(seen).toMatchObject({
      path: "/get-console-authorization-configuration",
      authorization: expect.stringContaining("/us-east-1/signin/aws4_request"),
      token: "token",
    });
    expect(answer).toMatchObject({ failure: { why: "denied", needs: "signin:GetConsoleAuthorizationConfiguration" } });
  });
});
