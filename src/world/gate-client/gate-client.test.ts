import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { coded } from "../../../test/custody/gate/coded.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { gateAddress } from "./gate-address.ts";
import { openGateClient } from "./open-gate-client.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const each of servers.splice(0)) {
    each.closeAllConnections();
    await new Promise((done) => each.close(done));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const reply = z.strictObject({ n: z.int() });
const get = { method: "GET" as const, target: "/v1/x?a=1", body: null, reply };
const post = { method: "POST" as const, target: "/v1/x", body: { a: 1 }, reply };

describe("a call of the gate", () => {
  it("carries body and token, and gives what the schema reads", async () => {
    const seen: string[] = [];
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      seen.push(
        `${request.method} ${request.url} ${request.headers.authorization} ${Buffer.concat(chunks).toString()}`,
      );
      response.end('{"n":7}');
    });
    const client = openGateClient({ url }).signedIn(new Secret("token"));
    expect(await client.call(post)).toEqual({ n: 7 });
    expect(await client.call(get)).toEqual({ n: 7 });
    expect(seen).toEqual(['POST /v1/x Bearer token {"a":1}', "GET /v1/x?a=1 Bearer token "]);
  });

  it("that is refused throws the gate's own row, with nothing in it that could write to a terminal", async () => {
    const problem = {
      type: "x",
      title: "No",
      status: 409,
      code: "GATE_X",
      exit: 1,
      detail: "a\u001b[31mb\u202e",
      hint: "Do",
    };
    const url = await serve((_, response) => {
      response.statusCode = 409;
      response.end(JSON.stringify(problem));
    });
    const error = await openGateClient({ url })
      .call(post)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ row: { code: "GATE_X", exit: 1, http: 409, hint: "Do" }, detail: "a [31mb " });
  });

  it("is sent again by itself when it only reads, and never when it does something", async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      if (calls % 3 !== 0) response.destroy();
      else response.end('{"n":1}');
    });
    expect(await openGateClient({ url }).call(get)).toEqual({ n: 1 });
    expect(calls).toBe(3);
    expect(await coded(openGateClient({ url }).call(post))).toBe("GATE_CLIENT_UNREACHABLE");
    expect(calls).toBe(4);
  });

  it("ends when no answer comes in time", async () => {
    const url = await serve(() => undefined);
    expect(await coded(openGateClient({ url, timeoutMs: 50 }).call(post))).toBe("GATE_CLIENT_TIMEOUT");
  });

  it("gives a value or a coded error for any answer", async () => {
    let answer = { status: 200, text: "" };
    const url = await serve((_, response) => {
      response.statusCode = answer.status;
      response.end(answer.text);
    });
    const client = openGateClient({ url });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 302, 400, 418, 500),
        fc.oneof(fc.string(), fc.json()),
        async (status, text) => {
          answer = { status, text };
          expect(["done", "GATE_CLIENT_REPLY_FOREIGN"]).toContain(await coded(client.call(post)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the gate's address", () => {
  it.each([
    ["https://gate.example", "gate.example", 443],
    ["https://gate.example:8443/base/", "gate.example", 8443],
    ["http://localhost:8080", "localhost", 8080],
    ["http://[::1]:8080", "::1", 8080],
  ])("%s is used", (text, host, port) => {
    expect(gateAddress(text)).toMatchObject({ kind: "tcp", host, port });
  });

  it.each([
    "http://gate.example",
    "http://10.0.0.1",
    "ftp://x",
    "gate.example",
    "https://a:b@gate.example",
    "https://x/?q=1",
    "",
  ])("%s is not: what goes there could be read on the way, or it is none", (text) => {
    expect(() => gateAddress(text)).toThrow(CodedError);
  });

  it("is a socket's path, too", () => {
    expect(gateAddress("unix:/run/gate.sock")).toEqual({ kind: "unix", socketPath: "/run/gate.sock" });
  });
});
