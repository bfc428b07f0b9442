import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zoneServer } from "../../../test/mail/zone-server.ts";
import { type MailResolver, mailResolver } from "./resolver.ts";

let dns: MailResolver;
let close: () => Promise<void>;

beforeAll(async () => {
  const zone = await zoneServer({
    "MX corp-mail.net": [
      { type: "MX", name: "corp-mail.net", data: { preference: 20, exchange: "mx2.corp-mail.net" } },
      { type: "MX", name: "corp-mail.net", data: { preference: 10, exchange: "mx1.corp-mail.net" } },
    ],
    "MX nomail.net": [{ type: "MX", name: "nomail.net", data: { preference: 0, exchange: "." } }],
    "A alias.corp-mail.net": [
      { type: "CNAME", name: "alias.corp-mail.net", data: "mx1.corp-mail.net" },
      { type: "A", name: "mx1.corp-mail.net", data: "192.0.2.1" },
    ],
    "AAAA alias.corp-mail.net": [
      { type: "CNAME", name: "alias.corp-mail.net", data: "mx1.corp-mail.net" },
      { type: "AAAA", name: "mx1.corp-mail.net", data: "2001:db8::1" },
    ],
    "A dangling.net": [{ type: "CNAME", name: "dangling.net", data: "gone.net" }],
    "AAAA six.net": [{ type: "AAAA", name: "six.net", data: "2001:db8::6" }],
    "A half.net": 2,
    "AAAA half.net": [],
    "TXT _mta-sts.corp-mail.net": [{ type: "TXT", name: "_mta-sts.corp-mail.net", data: ["v=STSv1; i", "d=1"] }],
    "MX broken.net": 2,
    "MX refused.net": 5,
    "MX silent.net": "silent",
    "NS corp-mail.net": [{ type: "NS", name: "corp-mail.net", data: "ns1.corp-mail.net" }],
  });
  close = zone.close;
  dns = mailResolver({ servers: [zone.server], timeoutMillis: 1000, tries: 1 });
});

afterAll(() => close());

describe("the resolver", () => {
  it("gives MX records as they stand, a null MX with an empty exchange", async () => {
    const answer = await dns.mx("corp-mail.net");
    expect(answer.status === "records" && answer.records.map((each) => each.exchange).sort()).toEqual([
      "mx1.corp-mail.net",
      "mx2.corp-mail.net",
    ]);
    expect(await dns.mx("nomail.net")).toEqual({ status: "records", records: [{ preference: 0, exchange: "" }] });
  });

  it("follows an alias to its addresses, IPv4 first", async () => {
    expect(await dns.addresses("alias.corp-mail.net")).toEqual({
      status: "records",
      records: ["192.0.2.1", "2001:db8::1"],
    });
  });

  it("knows a host with an IPv6 address alone, and none behind a dangling alias", async () => {
    expect(await dns.addresses("six.net")).toEqual({ status: "records", records: ["2001:db8::6"] });
    expect(await dns.addresses("dangling.net")).toEqual({ status: "none" });
  });

  it("joins the strings of a TXT record without a space", async () => {
    expect(await dns.txt("_mta-sts.corp-mail.net")).toEqual({ status: "records", records: ["v=STSv1; id=1"] });
  });

  it("tells a missing name and a missing type from trouble", async () => {
    expect(await dns.mx("nowhere.net")).toEqual({ status: "none" });
    expect(await dns.txt("corp-mail.net")).toEqual({ status: "none" });
    expect(await dns.nameServers("corp-mail.net")).toEqual({ status: "records", records: ["ns1.corp-mail.net"] });
    expect(await dns.mx("broken.net")).toEqual({ status: "trouble", detail: "DNS ESERVFAIL" });
    expect(await dns.mx("refused.net")).toEqual({ status: "trouble", detail: "DNS EREFUSED" });
    expect(await dns.mx("silent.net")).toEqual({ status: "trouble", detail: "DNS ETIMEOUT" });
    expect((await dns.mx("a..b")).status).toBe("trouble");
  });

  it("never says that a host has no address when one of the two questions failed", async () => {
    expect((await dns.addresses("half.net")).status).toBe("trouble");
  });
});
