import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rdapGet } from "./rdap-get.ts";

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((ask, reply) => {
    if (ask.url === "/moved") reply.writeHead(302, { location: "/domain/corp-mail.net" }).end();
    else if (ask.url === "/long") reply.end("x".repeat(2000));
    else if (ask.url === "/none") reply.writeHead(404).end("{}");
    else if (ask.url === "/cut") {
      reply.writeHead(200, { "content-length": "100" });
      reply.write("half");
      setTimeout(() => reply.destroy(), 20);
    } else if (ask.url !== "/slow") reply.end(`{"accept":${JSON.stringify(ask.headers.accept)}}`);
  });
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("an RDAP request", () => {
  const get = rdapGet({ timeoutMillis: 20_000, limitBytes: 1000 });

  it("brings the body, also behind a redirect, and asks for RDAP", async () => {
    expect(await get(`${base}/moved`)).toEqual({
      status: "answer",
      code: 200,
      body: '{"accept":"application/rdap+json, application/json"}',
      tooLong: false,
    });
    expect(await get(`${base}/none`)).toMatchObject({ status: "answer", code: 404 });
  });

  it("stops at its limit of bytes and of time", async () => {
    expect(await get(`${base}/long`)).toMatchObject({ tooLong: true, body: "" });
    expect(await rdapGet({ timeoutMillis: 300 })(`${base}/slow`)).toEqual({
      status: "trouble",
      detail: "no answer in time",
    });
  });

  it("calls a cut answer, a closed port and a bad address trouble", async () => {
    expect((await get(`${base}/cut`)).status).toBe("trouble");
    expect(await get("http://127.0.0.1:1/")).toMatchObject({ status: "trouble" });
    expect((await get("not an address")).status).toBe("trouble");
  });
});
