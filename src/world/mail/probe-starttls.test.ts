import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { certificates } from "../../../test/mail/certificates.ts";
import { script, scriptedHost, type SmtpHost, smtpHost } from "../../../test/mail/smtp-host.ts";
import type { DnsAnswer } from "../../domain/mail/dns-answer.ts";
import { probeStarttls } from "./probe-starttls.ts";

const open: SmtpHost[] = [];
afterEach(async () => {
  for (const host of open.splice(0)) await host.close();
});

const loopback: DnsAnswer<string> = { status: "records", records: ["127.0.0.1"] };

async function look(host: SmtpHost, addresses = loopback, timeoutMillis = 20_000) {
  open.push(host);
  const probe = probeStarttls({
    resolve: async () => addresses,
    connect: (address) => connect({ host: address, port: host.port }),
    ca: certificates.authority,
    timeoutMillis,
  });
  return await probe("mx1.corp-mail.net");
}

const ready = "220 mx1 ESMTP\r\n";
const offer = "250-mx1\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 8BITMIME\r\n";

describe("STARTTLS of a host", () => {
  it("is complete with a certificate for the host", async () => {
    expect(await look(await smtpHost(certificates.good))).toEqual({
      status: "tls",
      version: "TLSv1.3",
      certificateValid: true,
      problem: null,
    });
  });

  it.each([
    ["selfsigned", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["foreign", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["expired", "CERT_HAS_EXPIRED"],
    ["misnamed", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ] as const)("is opportunistic only with a %s certificate", async (name, problem) => {
    const answer = await look(await smtpHost(certificates[name]));
    expect(answer).toMatchObject({ status: "tls", certificateValid: false, problem });
  });

  it("names an old TLS version instead of failing on it", async () => {
    const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" } as const;
    expect(await look(await smtpHost(certificates.good, old))).toMatchObject({ status: "tls", version: "TLSv1.1" });
  });

  it("is not offered by a server without it, nor by one that knows no EHLO", async () => {
    expect(await look(await smtpHost(null))).toEqual({ status: "not-offered" });
    expect(await look(await scriptedHost(script(ready, "502 what?\r\n")))).toEqual({ status: "not-offered" });
  });

  it("is broken when the handshake fails, is cut off, or is refused after the offer", async () => {
    const garbage = script(ready, offer, "220 go\r\n", "this is no TLS\r\n");
    expect(await look(await scriptedHost(garbage))).toMatchObject({ status: "broken" });
    const refused = script(ready, offer, "502 not really\r\n");
    expect(await look(await scriptedHost(refused))).toEqual({ status: "broken", detail: "STARTTLS: 502" });
    const cut = await scriptedHost((socket) => {
      script(ready, offer, "220 go\r\n")(socket);
      let lines = 0;
      socket.on("data", () => {
        lines += 1;
        if (lines === 3) socket.end();
      });
    });
    expect(await look(cut)).toMatchObject({ status: "broken" });
  });

  it("is not known when the host hangs: at the greeting, after EHLO, in the handshake", async () => {
    const hung = { status: "unreached", detail: "no answer in time" };
    const scripts = [() => {}, script(ready), script(ready, offer, "220 go\r\n")];
    for (const each of scripts) expect(await look(await scriptedHost(each), loopback, 400)).toEqual(hung);
  });

  it("is not known when the host refuses this client or answers no SMTP", async () => {
    expect(await look(await scriptedHost(script("554 go away\r\n")))).toEqual({
      status: "unreached",
      detail: "greeting 554",
    });
    expect(await look(await scriptedHost(script(ready, "550 blocked\r\n")))).toMatchObject({ status: "unreached" });
    expect(await look(await scriptedHost(script(ready, offer, "454 later\r\n")))).toMatchObject({
      status: "unreached",
    });
    expect(await look(await scriptedHost(script("SSH-2.0-OpenSSH\r\n")))).toMatchObject({ status: "unreached" });
    expect(await look(await scriptedHost((socket) => socket.end()))).toMatchObject({ status: "unreached" });
  });

  it("is not known for a closed port, a host without address, and when DNS is in trouble", async () => {
    const closed = await smtpHost(null);
    await closed.close();
    const gone = { port: closed.port, close: async () => {} };
    expect(await look(gone)).toEqual({ status: "unreached", detail: "ECONNREFUSED" });
    expect(await look(gone, { status: "none" })).toEqual({ status: "unreached", detail: "no address" });
    expect(await look(gone, { status: "trouble", detail: "DNS ESERVFAIL" })).toMatchObject({ detail: "DNS ESERVFAIL" });
  });

  it("takes a reply that arrives byte by byte, and ignores text injected before the handshake", async () => {
    const slow = await scriptedHost((socket) => {
      const bytes = ready.split("");
      const timer = setInterval(() => {
        const next = bytes.shift();
        if (next === undefined) clearInterval(timer);
        else socket.write(next);
      }, 1);
      socket.on("data", () => socket.write("250 mx1\r\n"));
    });
    expect(await look(slow)).toEqual({ status: "not-offered" });
    const injected = script(ready, offer, "220 go\r\n250-STARTTLS\r\n250 fine\r\n", "nothing");
    expect(await look(await scriptedHost(injected))).toMatchObject({ status: "broken" });
  });

  it("tries the next address when the first does not answer", async () => {
    const host = await smtpHost(certificates.good);
    const answer = await look(host, { status: "records", records: ["127.0.0.2", "127.0.0.1"] });
    expect(answer.status).toBe("tls");
  });
});
