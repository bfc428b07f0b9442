import { describe, expect, it } from "vitest";
import type { DnsAnswer, MxRecord } from "./dns-answer.ts";
import { mailProvider } from "./mail-provider.ts";
import { mailRoute } from "./mail-route.ts";

const records = (...list: readonly (readonly [number, string])[]): DnsAnswer<MxRecord> => ({
  status: "records",
  records: list.map(([preference, exchange]) => ({ preference, exchange })),
});
const address = async (): Promise<DnsAnswer<string>> => ({ status: "records", records: ["192.0.2.1"] });
const never = async (): Promise<DnsAnswer<string>> => {
  throw new Error("asked for an address");
};

async function route(mx: DnsAnswer<MxRecord>, own: () => Promise<DnsAnswer<string>> = never) {
  return await mailRoute("corp-mail.net", mx, own);
}

describe("the route of mail", () => {
  it("goes to the MX hosts, most preferred first, each once", async () => {
    expect(await route(records([20, "MX2.net."], [10, "mx1.net"], [5, "mx2.net"]))).toEqual({
      status: "route",
      route: {
        kind: "mx",
        hosts: [
          { host: "mx2.net", preference: 5 },
          { host: "mx1.net", preference: 10 },
        ],
      },
    });
  });

  it.each([".", ""])("is closed by a lone null MX written %j", async (exchange) => {
    expect(await route(records([0, exchange]), address)).toEqual({
      status: "route",
      route: { kind: "null-mx", hosts: [] },
    });
  });

  it("passes over a null MX beside a real one", async () => {
    expect(await route(records([0, "."], [10, "mx1.net"]))).toMatchObject({
      route: { kind: "mx", hosts: [{ host: "mx1.net" }] },
    });
  });

  it("goes to the domain itself only when there is no MX record at all", async () => {
    expect(await route({ status: "none" }, address)).toEqual({
      status: "route",
      route: { kind: "implicit", hosts: [{ host: "corp-mail.net", preference: 0 }] },
    });
    expect(await route(records([10, "192.0.2.1"]), address)).toMatchObject({ route: { kind: "none" } });
    expect(await route({ status: "none" }, async () => ({ status: "none" }))).toMatchObject({
      route: { kind: "none" },
    });
  });

  it("is not known when either answer is trouble", async () => {
    const trouble = { status: "trouble", detail: "DNS ESERVFAIL" } as const;
    expect(await route(trouble)).toEqual(trouble);
    expect(await route({ status: "none" }, async () => trouble)).toEqual(trouble);
  });
});

describe("the provider", () => {
  it.each([
    [["aspmx.l.google.com", "alt1.aspmx.l.google.com"], "Google"],
    [["corp-net.mail.protection.outlook.com"], "Microsoft 365"],
    [["outlook-com.olc.protection.outlook.com"], "Outlook.com"],
    [["inbound-smtp.us-east-1.amazonaws.com"], "Amazon SES or WorkMail"],
    [["mx1.corp-mail.net"], null],
    [["notgoogle.com"], null],
    [["aspmx.l.google.com", "mx1.corp-mail.net"], null],
    [["aspmx.l.google.com", "mx.zoho.com"], null],
    [[], null],
  ])("of %j is %s", (hosts, provider) => {
    expect(mailProvider(hosts)).toBe(provider);
  });
});
