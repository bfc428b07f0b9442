import { createServer, request as send, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { trialIds as ids } from "../../demo/trial-organization.ts";
import { readerOrganization, startTrial, type Trial } from "../../../test/support/collect-trial.ts";

const management = `arn:aws:iam::${ids.management}:user/central`;

/** Stands between client and server and rewrites answers, so that AWS can be older than the pretend AWS. */
async function rewriting(target: string, rewrite: (action: string, body: string) => string): Promise<Server> {
  const server = createServer((request, response) => {
    const options = { method: request.method ?? "POST", headers: request.headers };
    const onward = send(`${target}${request.url ?? "/"}`, options, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(Buffer.from(part as Uint8Array));
      const action = String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
      const body = rewrite(action, Buffer.concat(parts).toString("utf8"));
      const { "content-length": _length, "transfer-encoding": _encoding, ...headers } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, headers).end(body);
    });
    request.pipe(onward);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return server;
}

describe("collecting from an AWS that answers otherwise", () => {
  let trial: Trial | undefined;
  let proxy: Server | undefined;
  afterEach(async () => {
    proxy?.closeAllConnections();
    await new Promise((resolve) => (proxy === undefined ? resolve(null) : proxy.close(resolve)));
    await trial?.close();
  });

  const through = async (rewrite: (action: string, body: string) => string) => {
    trial = await startTrial(readerOrganization());
    proxy = await rewriting(trial.server.url, rewrite);
    const endpointUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await trial.run({ as: management, ask: { mode: "org" }, aws: { endpointUrl } });
    return trial.snapshot();
  };
  const accountsOf = (body: string) => JSON.parse(body) as { readonly Accounts: readonly Record<string, unknown>[] };

  it("asks for the parents one by one where the list of accounts has no Paths, each unit once", async () => {
    const { accounts } = await through((action, body) => {
      if (action !== "ListAccounts") return body;
      const answer = accountsOf(body);
      return JSON.stringify({ ...answer, Accounts: answer.Accounts.map(({ Paths: _paths, ...rest }) => rest) });
    });
    const bare = accounts.find(({ id }) => id === ids.bare);
    expect(bare?.path).toMatchObject({ value: ["r-tr00", "ou-tr00-guarded0"], source: "organizations:ListParents" });
    // Five accounts and one unit; the unit is asked for once.
    expect(trial?.server.counters().operations["organizations:ListParents"]).toBe(6);
  });

  it("takes the state from Status where State is missing", async () => {
    const { accounts } = await through((action, body) => {
      if (action !== "ListAccounts") return body;
      const answer = accountsOf(body);
      const older = answer.Accounts.map(({ State, ...rest }) => ({ ...rest, Status: State }));
      return JSON.stringify({ ...answer, Accounts: older });
    });
    expect(accounts.find(({ id }) => id === ids.suspended)?.state).toMatchObject({ value: "SUSPENDED" });
  });
});
