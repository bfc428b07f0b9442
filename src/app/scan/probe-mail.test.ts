import { describe, expect, it } from "vitest";
import { isSeen } from "../../domain/core/fact.ts";
import type { Instant } from "../../domain/core/instant.ts";
import type { DnsAnswer, MxRecord } from "../../domain/mail/dns-answer.ts";
import type { HttpAnswer } from "../../domain/mail/http-answer.ts";
import { rdapBootstrap } from "../../domain/mail/rdap-bootstrap.ts";
import type { StarttlsAnswer } from "../../domain/mail/starttls-answer.ts";
import { mailSchema } from "../../domain/snapshot/mail-facts.ts";
import { registrableDomain } from "../../world/dns/registrable-domain.ts";
import { probeMail, type ProbeMailDeps } from "./probe-mail.ts";

const at = "2026-11-21T00:00:00Z" as Instant;
const none = async () => ({ status: "none" as const });
const records = <T>(...list: readonly T[]): DnsAnswer<T> => ({ status: "records", records: list });
const mx = (...hosts: readonly string[]): DnsAnswer<MxRecord> =>
  records(...hosts.map((exchange, place) => ({ preference: 10 * place, exchange })));
const good: StarttlsAnswer = { status: "tls", version: "TLSv1.3", certificateValid: true, problem: null };
const page = (body: string, code = 200): HttpAnswer => ({ status: "answer", code, body, tooLong: false });
const servers =
  rdapBootstrap('{"services":[[["net","com"],["https://rdap.net/"]]]}') ?? new Map<string, readonly string[]>();
const rdapPage = (name: string): HttpAnswer =>
  page(
    JSON.stringify({
      objectClassName: "domain",
      ldhName: name,
      events: [{ eventAction: "expiration", eventDate: "2027-06-01T00:00:00Z" }],
    }),
  );

interface World {
  readonly mx?: Readonly<Record<string, DnsAnswer<MxRecord>>>;
  readonly txt?: Readonly<Record<string, DnsAnswer<string>>>;
  readonly hosts?: Readonly<Record<string, StarttlsAnswer>>;
  readonly policies?: Readonly<Record<string, HttpAnswer>>;
  readonly rdap?: HttpAnswer;
  readonly nameServers?: DnsAnswer<string>;
}

function world(given: World): { deps: ProbeMailDeps; asked: string[] } {
  const asked: string[] = [];
  const note = <T>(what: string, value: T): T => {
    asked.push(what);
    return value;
  };
  const deps: ProbeMailDeps = {
    dns: {
      mx: async (name) => note(`mx ${name}`, given.mx?.[name] ?? { status: "none" }),
      addresses: none,
      txt: async (name) => note(`txt ${name}`, given.txt?.[name] ?? { status: "none" }),
      nameServers: async (name) => note(`ns ${name}`, given.nameServers ?? records("ns1.net")),
    },
    starttls: async (host) => note(`smtp ${host}`, given.hosts?.[host] ?? { status: "unreached", detail: "ETIMEDOUT" }),
    policy: async (url) => note(`get ${url}`, given.policies?.[url] ?? { status: "no-host" }),
    rdapServers: async () => servers,
    rdap: async (url) => note(`rdap ${url}`, given.rdap ?? rdapPage(url.slice(url.lastIndexOf("/") + 1))),
    registrable: registrableDomain,
    now: () => at,
  };
  return { deps, asked };
}

async function probe(given: World, ...addresses: readonly string[]) {
  const { deps, asked } = world(given);
  const facts = await probeMail(deps)({ addresses, controls: ["control.net"] });
  mailSchema.parse(facts);
  return { domains: facts.domains, asked };
}

const open = { "control.net": good } as const;

describe("the mail probe", () => {
  it("looks at each distinct domain once, and asks what domains share once", async () => {
    const given: World = {
      mx: { "corp.net": mx("mx.provider.net"), "b.corp.net": mx("mx.provider.net") },
      hosts: { ...open, "mx.provider.net": good },
    };
    const { domains, asked } = await probe(given, "root+a@corp.net", "ROOT@Corp.net", "x@b.corp.net", "no address");
    expect(domains.map((each) => each.domain)).toEqual(["b.corp.net", "corp.net"]);
    expect(asked.sort()).toEqual([
      "mx b.corp.net",
      "mx corp.net",
      "rdap https://rdap.net/domain/corp.net",
      "smtp control.net",
      "smtp mx.provider.net",
      "txt _mta-sts.b.corp.net",
      "txt _mta-sts.corp.net",
    ]);
  });

  it("never sends a question about a reserved name", async () => {
    const { domains, asked } = await probe({}, "root@corp.example", "root@localhost");
    expect(asked).toEqual([]);
    for (const each of domains) {
      expect(each).toMatchObject({ mx: { why: "not-observable" }, mtaSts: { why: "not-observable" } });
      expect(each.registration).toMatchObject({ why: "not-observable" });
    }
    expect(domains).toHaveLength(2);
  });

  it("collects nothing about TLS-RPT, DANE and DNSSEC", async () => {
    const { domains } = await probe({ mx: { "corp.net": mx("mx1.net") } }, "root@corp.net");
    expect(domains[0]).not.toHaveProperty("tlsRpt");
    expect(domains[0]).not.toHaveProperty("dane");
    expect(domains[0]).not.toHaveProperty("dnssec");
  });

  it("keeps MX trouble as unreachable with what is needed, and goes on with the rest", async () => {
    const trouble = { status: "trouble", detail: "DNS ESERVFAIL" } as const;
    const { domains } = await probe({ mx: { "corp.net": trouble } }, "root@corp.net");
    expect(domains[0]?.mx).toEqual({
      status: "unknown",
      why: "unreachable",
      needs: "DNS of corp.net (MX)",
      detail: "DNS ESERVFAIL",
    });
    expect(domains[0]?.mtaSts).toMatchObject({ why: "unreachable" });
    expect(domains[0]?.registration).toMatchObject({ value: { registered: true } });
  });
});

describe("STARTTLS under the port-25 rule", () => {
  const starttlsOf = async (hosts: World["hosts"]) => {
    const { domains, asked } = await probe(
      { mx: { "corp.net": mx("mx1.net", "mx2.net") }, hosts: hosts ?? {} },
      "root@corp.net",
    );
    const fact = domains[0]?.mx;
    return { facts: isSeen(fact) ? fact.value.hosts.map((each) => each.starttls) : [], asked };
  };

  it("is unknown everywhere when no control host answers, and no further host is asked", async () => {
    const { facts, asked } = await starttlsOf({ "mx1.net": { status: "not-offered" } });
    expect(facts).toHaveLength(2);
    for (const fact of facts) expect(fact).toMatchObject({ why: "unreachable", needs: "outbound port 25" });
    expect(asked.filter((each) => each.startsWith("smtp"))).toEqual(["smtp control.net"]);
  });

  it("is a fact per host when the control works, and unknown for a host that refuses", async () => {
    const { facts } = await starttlsOf({ ...open, "mx1.net": { status: "not-offered" } });
    expect(facts[0]).toMatchObject({ value: { offered: false } });
    expect(facts[1]).toMatchObject({ why: "unreachable", needs: "an SMTP answer on port 25" });
  });

  it("is not judged beyond thirty hosts of a domain", async () => {
    const many = Array.from({ length: 32 }, (_, place) => `mx${place}.net`);
    const { domains, asked } = await probe({ mx: { "corp.net": mx(...many) }, hosts: open }, "root@corp.net");
    const fact = domains[0]?.mx;
    expect(isSeen(fact) && fact.value.hosts.map((each) => each.starttls).slice(29, 31)).toMatchObject([
      { why: "unreachable" },
      { why: "not-observable" },
    ]);
    expect(asked.filter((each) => each.startsWith("smtp mx"))).toHaveLength(30);
  });
});

describe("MTA-STS", () => {
  const url = "https://mta-sts.corp.net/.well-known/mta-sts.txt";
  const stsOf = async (txt: DnsAnswer<string>, policy?: HttpAnswer) => {
    const given: World = {
      mx: { "corp.net": mx("mx1.corp.net", "mx.other.net") },
      txt: { "_mta-sts.corp.net": txt },
      policies: policy === undefined ? {} : { [url]: policy },
    };
    const { domains, asked } = await probe(given, "root@corp.net");
    return { fact: domains[0]?.mtaSts, fetched: asked.includes(`get ${url}`) };
  };
  const record = records("v=STSv1; id=1");
  const policy = "version: STSv1\nmode: enforce\nmx: *.corp.net\nmax_age: 86400\n";

  it("is valid with its mode, its patterns and the MX hosts they leave out", async () => {
    expect((await stsOf(record, page(policy))).fact).toMatchObject({
      value: { status: "valid", mode: "enforce", mx: ["*.corp.net"], uncovered: ["mx.other.net"] },
      source: "https:mta-sts.txt",
      at,
    });
  });

  it("is none without a record or with two, and then no policy is fetched", async () => {
    expect(await stsOf({ status: "none" }, page(policy))).toMatchObject({
      fact: { value: { status: "none" } },
      fetched: false,
    });
    const two = await stsOf(records("v=STSv1; id=1", "v=STSv1; id=2"), page(policy));
    expect(two).toMatchObject({ fact: { value: { status: "none" } }, fetched: false });
  });

  it("is invalid with a bad record or a host that does not exist, unknown with DNS or network trouble", async () => {
    expect((await stsOf(records("v=STSv1; id="), page(policy))).fact).toMatchObject({ value: { status: "invalid" } });
    expect((await stsOf(record)).fact).toMatchObject({ value: { status: "invalid" } });
    const timeout = { status: "trouble", detail: "DNS ETIMEOUT" } as const;
    expect((await stsOf(timeout)).fact).toMatchObject({ why: "unreachable", needs: "DNS of _mta-sts.corp.net (TXT)" });
    expect((await stsOf(record, timeout)).fact).toMatchObject({ why: "unreachable", needs: url });
    expect((await stsOf(record, page("", 503))).fact).toMatchObject({ why: "unreachable" });
  });
});

describe("the registration", () => {
  const registrationOf = async (given: World, address = "root@mail.corp.net") => {
    const { domains, asked } = await probe(given, address);
    return { fact: domains[0]?.registration, asked };
  };
  const missing = page("", 404);

  it("is asked for the registrable domain", async () => {
    const { fact, asked } = await registrationOf({});
    expect(fact).toMatchObject({
      value: { registered: true, expiresAt: "2027-06-01T00:00:00Z" },
      source: "rdap:domain",
    });
    expect(asked).toContain("rdap https://rdap.net/domain/corp.net");
  });

  it("is free only when the registry and DNS agree", async () => {
    expect((await registrationOf({ rdap: missing, nameServers: { status: "none" } })).fact).toMatchObject({
      value: { registered: false, expiresAt: null },
    });
    expect((await registrationOf({ rdap: missing })).fact).toMatchObject({ why: "unreachable" });
    const trouble = { status: "trouble", detail: "DNS ESERVFAIL" } as const;
    expect((await registrationOf({ rdap: missing, nameServers: trouble })).fact).toMatchObject({ why: "unreachable" });
  });

  it("is unreachable when RDAP is in trouble, not observable where the registry has none", async () => {
    expect((await registrationOf({ rdap: page("", 429) })).fact).toEqual({
      status: "unknown",
      why: "unreachable",
      needs: "RDAP of corp.net",
      detail: "RDAP answers 429",
    });
    expect((await registrationOf({}, "root@corp.de")).fact).toMatchObject({ why: "not-observable" });
  });
});
