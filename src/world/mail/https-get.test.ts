import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { certificates, type Pair } from "../../../test/mail/certificates.ts";
import type { DnsAnswer } from "../../domain/mail/dns-answer.ts";
import { httpsGet } from "./https-get.ts";

const url = "https://mta-sts.corp-mail.net/.well-known/mta-sts.txt";
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function get(
  pair: Pair,
  path = url,
  addresses: DnsAnswer<string> = { status: "records", records: ["127.0.0.1"] },
) {
  const server = createServer(pair, (ask, reply) => {
    if (ask.url === "/moved") reply.writeHead(301, { location: url }).end();
    else if (ask.url === "/long") reply.end("x".repeat(70_000));
    else if (ask.url === "/cut") {
      reply.writeHead(200, { "content-length": "100" });
      reply.write("half");
      setTimeout(() => reply.destroy(), 20);
    } else if (ask.url !== "/slow") reply.end(`${ask.headers.host} ${ask.url}`);
  });
  open.push(server);
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  return await httpsGet({
    resolve: async () => addresses,
    port,
    ca: certificates.authority,
    timeoutMillis: path.endsWith("/slow") ? 300 : 20_000,
  })(path);
}

describe("a policy request", () => {
  it("asks the host by name over its own address", async () => {
    const body = "mta-sts.corp-mail.net /.well-known/mta-sts.txt";
    expect(await get(certificates.good)).toEqual({ status: "answer", code: 200, body, tooLong: false });
  });

  it("does not follow a redirect", async () => {
    expect(await get(certificates.good, "https://mta-sts.corp-mail.net/moved")).toMatchObject({ code: 301, body: "" });
  });

  it.each([
    ["selfsigned", true],
    ["expired", true],
    ["misnamed", true],
    ["foreign", false],
  ] as const)("refuses a %s certificate; that the host is at fault is sure: %s", async (name, sure) => {
    expect(await get(certificates[name])).toMatchObject({ status: "certificate", sure });
  });

  it("stops at 64 KiB and at its time limit", async () => {
    expect(await get(certificates.good, "https://mta-sts.corp-mail.net/long")).toMatchObject({ tooLong: true });
    expect(await get(certificates.good, "https://mta-sts.corp-mail.net/slow")).toEqual({
      status: "trouble",
      detail: "no answer in time",
    });
  });

  it("calls a cut answer trouble", async () => {
    expect((await get(certificates.good, "https://mta-sts.corp-mail.net/cut")).status).toBe("trouble");
  });

  it("tells a host without address from DNS trouble", async () => {
    expect(await get(certificates.good, url, { status: "none" })).toEqual({ status: "no-host" });
    expect(await get(certificates.good, url, { status: "trouble", detail: "DNS ETIMEOUT" })).toEqual({
      status: "trouble",
      detail: "DNS ETIMEOUT",
    });
  });
});
