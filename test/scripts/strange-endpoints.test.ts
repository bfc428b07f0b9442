import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { isolateEnvironment } from "../support/collect-trial.ts";
import { runInProcess } from "./run-in-process.ts";

const cwd = mkdtempSync(`${tmpdir()}/rootward-endpoint-`);
let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((done) => (server === undefined ? done() : server.close(() => done())));
  server = undefined;
  isolateEnvironment();
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Scans an endpoint that gives every request the same answer. */
async function scanWith(reply: Reply) {
  const made = createServer((request, response) => {
    request.resume();
    response.writeHead(reply.status, { "content-type": "text/xml", ...reply.headers });
    response.end(reply.body);
  });
  server = made;
  const port = await new Promise<number>((done) => {
    made.listen(0, "127.0.0.1", () => {
      const address = made.address();
      done(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  isolateEnvironment();
  process.env["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
  process.env["AWS_SECRET_ACCESS_KEY"] = "not a secret";
  return runInProcess(["scan", "--endpoint-url", `http://127.0.0.1:${port}`], { cwd });
}

function stsError(code: string, message: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}

function identity(account: string, arn: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>x</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}

describe("an endpoint that is not AWS, or a clock that is not right", () => {
  it.each([
    [
      "a clock that is wrong",
      {
        status: 403,
        body: stsError(
          "SignatureDoesNotMatch",
          "Signature expired: 20261122T000000Z is now earlier than 20261122T050000Z",
        ),
      },
      "AWS_CLOCK_SKEW",
      "Set the clock",
    ],
    [
      "a signature from the future",
      {
        status: 403,
        body: stsError(
          "SignatureDoesNotMatch",
          "Signature not yet current: 20261122T050000Z is still later than 20261122T001500Z",
        ),
      },
      "AWS_CLOCK_SKEW",
      "Set the clock",
    ],
    [
      "a web page",
      { status: 200, body: "<html><body>Sign in to the hotel network</body></html>" },
      "AWS_UNREACHABLE",
      "--endpoint-url",
    ],
    ["nothing at all", { status: 200, body: "" }, "AWS_UNREACHABLE", "--endpoint-url"],
    ["JSON", { status: 200, body: '{"a": 1}', headers: { "content-type": "application/json" } }, "AWS_UNREACHABLE", ""],
    ["a page that is not there", { status: 404, body: "not found" }, "AWS_", "→"],
    ["a redirect", { status: 302, body: "", headers: { location: "http://127.0.0.1:9/" } }, "AWS_", "→"],
    ["an account that is none", { status: 200, body: identity("12", "arn:aws:iam::12:user/x") }, "AWS_UNREACHABLE", ""],
    ["an ARN that is none", { status: 200, body: identity("111122223333", "hello") }, "AWS_UNREACHABLE", ""],
    [
      "expired tokens",
      { status: 403, body: stsError("ExpiredToken", "The security token included in the request is expired") },
      "AWS_CREDENTIALS_EXPIRED",
      "aws sso login",
    ],
  ])("%s ends with 2, a code and a next step", async (_name, reply, code, hint) => {
    const { code: exit, out, err } = await scanWith(reply);
    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain(`[${code}`);
    expect(err).toContain(hint);
    expect(err).not.toContain("CLI_UNEXPECTED");
    expect(err.trimEnd().split("\n")).toHaveLength(2);
  });
});
