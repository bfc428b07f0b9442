import { describe, expect, test } from "vitest";
import { type Fact, seen, unseen } from "../../core/fact.ts";
import { instantOfMillis } from "../../core/instant.ts";
import { emptyInventory } from "../../inventory/inventory.ts";
import type { MailDomainFacts } from "../../snapshot/mail-facts.ts";
import { interceptionOf } from "./interception.ts";
import { leafCosts } from "./leaf-costs.ts";
import { mailboxLeaves } from "./mailbox-leaves.ts";

const at = "2026-10-01T00:00:00Z";
const now = instantOfMillis(Date.parse(at));
const is = <T>(value: T) => seen(value, "test", at);

type Mx = Extract<MailDomainFacts["mx"], { value: unknown }>["value"];
type Starttls = Mx["hosts"][number]["starttls"];

const tls: Starttls = is({
  offered: true,
  handshake: true,
  tlsVersion: "TLSv1.3",
  certificateValid: true,
  problem: null,
});
const plain: Starttls = is({
  offered: false,
  handshake: null,
  tlsVersion: null,
  certificateValid: null,
  problem: null,
});
const broken: Starttls = is({
  offered: true,
  handshake: false,
  tlsVersion: null,
  certificateValid: null,
  problem: "x",
});
const blocked: Starttls = unseen("unreachable");

function domain(
  hosts: readonly Starttls[],
  more: Partial<MailDomainFacts> = {},
  kind: Mx["kind"] = "mx",
): MailDomainFacts {
  const made = hosts.map((starttls, index) => ({ host: `mx${index}.corp.example`, preference: 10, starttls }));
  return {
    domain: "corp.example",
    registrable: "corp.example",
    mx: is({ kind, hosts: made, provider: null }),
    ...more,
  };
}

const sts = (mode: "enforce" | "testing", uncovered: string[] = []): NonNullable<MailDomainFacts["mtaSts"]> =>
  is({ status: "valid", mode, mx: ["*.corp.example"], uncovered, problem: null });
const noDane: Fact<{ status: "none" }> = is({ status: "none" });

describe("interception", () => {
  test.each([
    ["an MX without STARTTLS: passive, certain", domain([tls, plain]), "passive", "certain"],
    ["a broken handshake: passive, certain", domain([broken]), "passive", "certain"],
    [
      "TLS, no MTA-STS, no DANE: active, certain",
      domain([tls], { mtaSts: sts("testing"), dane: noDane }),
      "active",
      "certain",
    ],
    [
      "an uncovered MX is not enforced",
      domain([tls], { mtaSts: sts("enforce", ["mx0"]), dane: noDane }),
      "active",
      "certain",
    ],
    [
      "MTA-STS in mode enforce: possible",
      domain([tls], { mtaSts: sts("enforce"), dane: noDane }),
      "active",
      "possible",
    ],
    ["DANE: possible", domain([tls], { mtaSts: sts("testing"), dane: is({ status: "valid" }) }), "active", "possible"],
    ["DANE not asked: possible", domain([tls], { mtaSts: sts("testing") }), "active", "possible"],
    ["MTA-STS not asked: possible", domain([tls], { dane: noDane }), "active", "possible"],
    ["port 25 closed: possible", domain([blocked], { mtaSts: sts("testing"), dane: noDane }), "active", "possible"],
    ["the MX not read: possible", domain([], { mx: unseen("unreachable") }), "active", "possible"],
  ])("%s", (_name, facts, how, certainty) => {
    expect(interceptionOf(facts)).toEqual({ how, certainty });
  });

  test("where no mail arrives there is nothing to intercept", () => {
    expect(interceptionOf(domain([], {}, "null-mx"))).toBeNull();
    expect(interceptionOf(domain([], {}, "none"))).toBeNull();
  });
});

describe("leaves around the root mailbox", () => {
  const read = (facts: MailDomainFacts | null, email = "root@corp.example") =>
    mailboxLeaves({
      account: { id: "222222222222", kind: "member", email: is(email) },
      inventory: emptyInventory,
      mail: facts === null ? null : { domains: [facts] },
      now,
      costs: leafCosts,
    }).leaves.map(({ id, cost }) => `${id} ${cost}`);

  test("without --mail only its readers", () => {
    expect(read(null)).toEqual(["mb:root@corp.example low"]);
  });

  test("with --mail interception, registrar, DNS and the tenant", () => {
    const tenant = domain([plain], { mx: is({ kind: "mx", hosts: [], provider: "Google" }) });
    expect(read(tenant, "root+pay@corp.example")).toEqual([
      "mb:root@corp.example low",
      "intercept:corp.example high",
      "registrar:corp.example medium",
      "dns:corp.example medium",
      "mail-tenant:corp.example medium",
    ]);
  });

  test("a lapsed or free domain is trivial to take", () => {
    const lapsed = domain([tls], { registration: is({ registered: true, expiresAt: "2026-09-01T00:00:00Z" }) });
    const free = domain([tls], { registration: is({ registered: false, expiresAt: null }) });
    const good = domain([tls], { registration: is({ registered: true, expiresAt: "2027-09-01T00:00:00Z" }) });
    expect(read(lapsed)).toContain("registrar:corp.example trivial");
    expect(read(free)).toContain("registrar:corp.example trivial");
    expect(read(good)).toContain("registrar:corp.example medium");
  });

  test("the domain of a public mail provider is nobody's to take over", () => {
    const gmail = { ...domain([tls]), domain: "gmail.com", registrable: "gmail.com" };
    expect(read(gmail, "some.one@gmail.com")).toEqual(["mb:someone@gmail.com low", "intercept:gmail.com high"]);
  });

  test("a +tag at a provider whose rules are not known stays another mailbox", () => {
    expect(read(null, "root+pay@corp.example")).toEqual(["mb:root+pay@corp.example low"]);
  });
});
