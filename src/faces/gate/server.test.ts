import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateRoutes } from "../contract/gate-routes.ts";
import { problemSchema } from "../contract/problem.ts";
import { callOf } from "../contract/route.ts";
import { TestGate } from "./gate-for-test.ts";
import { matchRoute } from "./server/match-route.ts";
import { RateLimit } from "./server/rate-limit.ts";

let its: TestGate;
let token: string;
beforeAll(async () => {
  its = await TestGate.make({ bare: true });
  const document = { type: "rw.sign-in/v1" as const, ...its.broker.common(), signer: its.broker.signer("paul") };
  const body = { signed: its.broker.sign("paul", document) };
  ({ token } = await its.stranger.call(callOf(gateRoutes.signIn, { params: {}, body })));
});
afterAll(() => its.remove());

async function send(method: string, target: string, body?: string, type = "application/json"): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": type }) };
  return await fetch(`${its.url}${target}`, {
    method,
    headers,
    redirect: "error",
    ...(body === undefined ? {} : { body }),
  });
}

async function problem(response: Response): Promise<string> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const read = problemSchema.parse(await response.json());
  expect(read.status).toBe(response.status);
  return read.code;
}

describe("the server", () => {
  it("sends the headers that keep a reply from being kept, framed or run", async () => {
    const { headers } = await fetch(`${its.url}/v1/status`);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const name of ["x-content-type-options", "referrer-policy", "strict-transport-security", "x-frame-options"]) {
      expect(headers.get(name)).not.toBeNull();
    }
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it("tells machines that it runs, and what of it works", async () => {
    expect((await fetch(`${its.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${its.url}/readyz`);
    expect(await ready.json()).toEqual({ status: "ready", store: "ok", log: "ok", broker: "ok", outbox: "ok" });
    its.hangUp();
    const alone = await fetch(`${its.url}/readyz`);
    expect([alone.status, await alone.json()]).toMatchObject([503, { broker: "BROKER_CLIENT_UNREACHABLE" }]);
    const status = await its.stranger.call(callOf(gateRoutes.status, { params: {}, body: {} }));
    expect(status).toMatchObject({ broker: null, brokerError: "BROKER_CLIENT_UNREACHABLE" });
    await its.listen();
  });

  it("refuses what is too large, no JSON, of another type, with unknown fields, at no address", async () => {
    const big = JSON.stringify({ signed: "x".repeat(1024 * 1024) });
    expect(await problem(await send("POST", "/v1/requests", big))).toBe("GATE_BODY_TOO_LARGE");
    expect(await problem(await send("POST", "/v1/requests", "{"))).toBe("GATE_BODY_FOREIGN");
    expect(await problem(await send("POST", "/v1/notify/test", "a=1", "application/x-www-form-urlencoded"))).toBe(
      "GATE_BODY_FOREIGN",
    );
    expect(await problem(await send("POST", "/v1/notify/test", '{"more":1}'))).toBe("GATE_BODY_FOREIGN");
    expect(await problem(await send("POST", "/v1/notify/test", '{"__proto__":{}}'))).toBe("GATE_BODY_FOREIGN");
    expect(await problem(await send("GET", "/v1/requests?open=1&open=1"))).toBe("GATE_BODY_FOREIGN");
    for (const target of ["/", "/v1", "/v1/requests/a%2fb", "/v1/ledger/gate/tile/../../kek", "/etc/passwd"]) {
      expect([404, 401]).toContain((await send("GET", target)).status);
    }
    expect(await problem(await send("DELETE", "/v1/requests"))).toBe("GATE_NO_ROUTE");
  });

  it("shows the logs as static files, and of nothing else", async () => {
    const tile = await send("GET", "/v1/ledger/gate/tile/0/000.p/1");
    const size = its.gate.log.head.size;
    const now = await send("GET", `/v1/ledger/gate/tile/0/000.p/${size}`);
    expect([tile.status, now.status]).toContain(200);
    expect((await now.arrayBuffer()).byteLength).toBe(32 * size);
    expect((await send("GET", "/v1/ledger/gate/tile/x/../../../log.key")).status).toBe(404);
    expect((await fetch(`${its.url}/v1/ledger/gate/tile/0/000.p/${size}`)).status).toBe(401);
  });

  it("answers any bytes with a reply of the contract or a problem, and goes on", async () => {
    const names = Object.values(gateRoutes);
    const hostile = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constant('{"signed":{"document":"e30","signature":{"kind":"key","signature":"AA"}}}'),
    );
    const segment = fc.oneof(
      fc.constantFrom("x", "..", "%00", "%ff", "01JDADA7V0000000000000000A"),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), hostile, segment, async ({ method, path }, body, part) => {
        if (path === "/v1/session" && method === "DELETE") return;
        const target = path.replaceAll(/\{[a-z]+\}/gi, encodeURIComponent(part));
        const response = await send(method, target, method === "GET" ? undefined : body);
        expect(response.status).not.toBe(500);
        if (response.status >= 400) await problem(response);
      }),
      { numRuns: 250 },
    );
    expect(its.said.filter((line) => line.startsWith("GATE_INTERNAL"))).toEqual([]);
    expect((await fetch(`${its.url}/healthz`)).status).toBe(200);
  }, 60_000);

  it("is not stopped by bytes that are no HTTP", async () => {
    for (const bytes of [
      "\u0000\u0000\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n",
      "GET ".repeat(10_000),
      "POST /v1/session HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ]) {
      await new Promise<void>((done) => {
        const socket = connect(its.served.address.port, "127.0.0.1", () => socket.end(bytes));
        socket.on("error", () => undefined);
        socket.resume();
        socket.on("close", () => done());
      });
    }
    expect((await fetch(`${its.url}/healthz`)).status).toBe(200);
  });
});

describe("routes", () => {
  it("are found by method and path, with their parameters decoded once", () => {
    expect(matchRoute("GET", "/v1/requests/01J%41")).toEqual({ name: "request", params: { id: "01JA" } });
    expect(matchRoute("PUT", "/v1/accounts/aws%3A123456789012")).toEqual({
      name: "putAccount",
      params: { account: "aws:123456789012" },
    });
    for (const path of [
      "/v1/requests/",
      "/v1/requests/a%2Fb",
      "/v1/requests/%zz",
      "/v1/requests/%252e",
      "/v1//requests",
    ]) {
      expect(matchRoute("GET", path)).toBeNull();
    }
  });

  it("each have a method and path of their own", () => {
    const all = Object.values(gateRoutes).map(
      ({ method, path }) => `${method} ${path.replaceAll(/\{[a-z]+\}/gi, "{}")}`,
    );
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("a rate limit", () => {
  it("lets a burst through, then as many as the minute allows, each name for itself", () => {
    const limit = new RateLimit(60, { burst: 3 });
    expect([0, 0, 0, 0].map((at) => limit.take("a", at))).toEqual([true, true, true, false]);
    expect(limit.take("b", 0)).toBe(true);
    expect([500, 1000, 1001].map((at) => limit.take("a", at))).toEqual([false, true, false]);
    // A clock that was set back gives nothing away.
    expect(limit.take("a", 0)).toBe(false);
  });

  it("holds a bounded number of names", () => {
    const limit = new RateLimit(60, { burst: 1, most: 2 });
    for (const name of ["a", "b", "c"]) expect(limit.take(name, 0)).toBe(true);
    expect(limit.take("c", 0)).toBe(false);
    expect(limit.take("a", 0)).toBe(true);
  });
});
