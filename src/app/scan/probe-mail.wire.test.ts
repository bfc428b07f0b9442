import { createServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { certificates } from "../../../test/mail/certificates.ts";
import { type SmtpHost, smtpHost } from "../../../test/mail/smtp-host.ts";
import { zoneServer } from "../../../test/mail/zone-server.ts";
import type { Instant } from "../../domain/core/instant.ts";
import { rdapGet } from "../../world/dns/rdap-get.ts";
import { registrableDomain } from "../../world/dns/registrable-domain.ts";
import { mailResolver } from "../../world/dns/resolver.ts";
import { httpsGet } from "../../world/mail/https-get.ts";
import { probeStarttls } from "../../world/mail/probe-starttls.ts";
import { probeMail, type ProbeMailDeps } from "./probe-mail.ts";
import { readRdapServers } from "./read-rdap-servers.ts";

const at = "2026-11-21T00:00:00Z" as Instant;
const closing: (() => void | Promise<void>)[] = [];
let deps: ProbeMailDeps;

beforeAll(async () => {
  const a = (name: string, data: string) => [{ type: "A" as const, name, data }];
  const zone = await zoneServer({
    "MX corp-mail.net": [
      { type: "MX", name: "corp-mail.net", data: { preference: 10, exchange: "mx1.corp-mail.net" } },
      { type: "MX", name: "corp-mail.net", data: { preference: 20, exchange: "mx2.corp-mail.net" } },
    ],
    "A mx1.corp-mail.net": a("mx1.corp-mail.net", "127.0.0.1"),
    "A mx2.corp-mail.net": a("mx2.corp-mail.net", "127.0.0.2"),
    "A control.corp-mail.net": a("control.corp-mail.net", "127.0.0.1"),
    "A mta-sts.corp-mail.net": a("mta-sts.corp-mail.net", "127.0.0.1"),
    "TXT _mta-sts.corp-mail.net": [{ type: "TXT", name: "_mta-sts.corp-mail.net", data: "v=STSv1; id=1;" }],
    "MX nomail.net": [{ type: "MX", name: "nomail.net", data: { preference: 0, exchange: "." } }],
  });
  const strong = await smtpHost(certificates.good);
  const plain = await smtpHost(null);
  const hosts: Readonly<Record<string, SmtpHost>> = { "127.0.0.1": strong, "127.0.0.2": plain };
  const policy = createHttpsServer(certificates.good, (_ask, reply) => {
    reply.end("version: STSv1\nmode: enforce\nmx: *.corp-mail.net\nmax_age: 86400\n");
  });
  const registry = createServer((ask, reply) => {
    if (ask.url === "/dns.json") {
      const base = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
      reply.end(JSON.stringify({ services: [[["net"], [base]]] }));
      return;
    }
    if (ask.url !== "/domain/corp-mail.net") {
      reply.writeHead(404).end();
      return;
    }
    const events = [{ eventAction: "expiration", eventDate: "2027-01-15T10:00:00Z" }];
    reply.end(JSON.stringify({ objectClassName: "domain", ldhName: "corp-mail.net", events }));
  });
  for (const server of [policy, registry]) {
    await new Promise<void>((ready) => {
      server.listen(0, "127.0.0.1", ready);
    });
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
  }
  closing.push(zone.close, strong.close, plain.close);
  const dns = mailResolver({ servers: [zone.server], timeoutMillis: 5000, tries: 2 });
  const rdap = rdapGet({ timeoutMillis: 20_000 });
  deps = {
    dns,
    starttls: probeStarttls({
      resolve: dns.addresses,
      connect: (address) => connect({ host: "127.0.0.1", port: hosts[address]?.port ?? 1 }),
      ca: certificates.authority,
    }),
    policy: httpsGet({
      resolve: dns.addresses,
      port: (policy.address() as AddressInfo).port,
      ca: certificates.authority,
    }),
    rdapServers: readRdapServers(rdap, `http://127.0.0.1:${(registry.address() as AddressInfo).port}/dns.json`),
    rdap,
    registrable: registrableDomain,
    now: () => at,
  };
});

afterAll(async () => {
  for (const close of closing) await close();
});

it("reads a domain over the wire: MX, STARTTLS, MTA-STS and registration", async () => {
  const facts = await probeMail(deps)({
    addresses: ["root@corp-mail.net", "root@nomail.net"],
    controls: ["control.corp-mail.net"],
  });
  const known = { source: "smtp:STARTTLS", at };
  expect(facts.domains).toEqual([
    {
      domain: "corp-mail.net",
      registrable: "corp-mail.net",
      mx: {
        source: "dns:MX",
        at,
        value: {
          kind: "mx",
          provider: null,
          hosts: [
            {
              host: "mx1.corp-mail.net",
              preference: 10,
              starttls: {
                ...known,
                value: { offered: true, handshake: true, tlsVersion: "TLSv1.3", certificateValid: true, problem: null },
              },
            },
            {
              host: "mx2.corp-mail.net",
              preference: 20,
              starttls: {
                ...known,
                value: { offered: false, handshake: null, tlsVersion: null, certificateValid: null, problem: null },
              },
            },
          ],
        },
      },
      mtaSts: {
        source: "https:mta-sts.txt",
        at,
        value: { status: "valid", mode: "enforce", mx: ["*.corp-mail.net"], uncovered: [], problem: null },
      },
      registration: { source: "rdap:domain", at, value: { registered: true, expiresAt: "2027-01-15T10:00:00Z" } },
    },
    {
      domain: "nomail.net",
      registrable: "nomail.net",
      mx: { source: "dns:MX", at, value: { kind: "null-mx", hosts: [], provider: null } },
      mtaSts: { source: "dns:TXT", at, value: { status: "none", mode: null, mx: [], uncovered: [], problem: null } },
      registration: { source: "rdap:domain", at, value: { registered: false, expiresAt: null } },
    },
  ]);
});
