import { describe, expect, it } from "vitest";
import { seen, unseen } from "../core/fact.ts";
import type { MailDomainFacts } from "../snapshot/mail-facts.ts";
import { judgeStarttls, type Starttls } from "./port-25-rule.ts";
import { transportJudgement } from "./transport-judgement.ts";

const at = "2026-11-21T00:00:00Z";
const fact = <T>(value: T) => seen(value, "test", at);
const tls = fact<Starttls>({
  offered: true,
  handshake: true,
  tlsVersion: "TLSv1.3",
  certificateValid: true,
  problem: null,
});
const plain = fact<Starttls>({
  offered: false,
  handshake: null,
  tlsVersion: null,
  certificateValid: null,
  problem: null,
});
const broken = fact<Starttls>({
  offered: true,
  handshake: false,
  tlsVersion: null,
  certificateValid: null,
  problem: "x",
});
const blocked = judgeStarttls({ open: false, detail: "c" }, { status: "not-offered" }, at);
const enforce = { status: "valid", mode: "enforce", mx: ["a"], uncovered: [] as string[], problem: null } as const;
const noSts = { status: "none", mode: null, mx: [], uncovered: [], problem: null } as const;
type MtaSts = NonNullable<MailDomainFacts["mtaSts"]>;

function judge(
  starttls: readonly (typeof tls | typeof blocked | undefined)[],
  mtaSts?: MtaSts,
  more: Partial<MailDomainFacts> = {},
) {
  const hosts = starttls.map((each, place) => ({
    host: `mx${place}.corp-mail.net`,
    preference: 10,
    ...(each === undefined ? {} : { starttls: each }),
  }));
  const facts: MailDomainFacts = {
    domain: "corp-mail.net",
    registrable: "corp-mail.net",
    mx: fact({ kind: "mx" as const, hosts, provider: null }),
    ...(mtaSts === undefined ? {} : { mtaSts }),
    ...more,
  };
  return transportJudgement(facts, "r***@corp-mail.net");
}

const sts = (value: Partial<typeof enforce> | typeof noSts): MtaSts =>
  fact({ ...enforce, mx: ["a"], uncovered: [], ...value }) as MtaSts;
const noDane = { dane: fact({ status: "none" as const }) };

describe("mail in transit", () => {
  it.each([
    ["missing", plain],
    ["broken", broken],
  ] as const)("may be read by who watches, when STARTTLS of one MX is %s", (_name, one) => {
    expect(judge([tls, one], sts(enforce))).toEqual({
      interception: { kind: "passive", certainty: "certain", why: null },
      sentence: "mail to r***@corp-mail.net may cross the Internet in plain text",
    });
  });

  it("stays readable to who watches even if another MX was not seen", () => {
    expect(judge([blocked, plain]).interception).toMatchObject({ kind: "passive", certainty: "certain" });
  });

  it.each<[string, MtaSts]>([
    ["no policy", sts(noSts)],
    ["testing", fact({ ...enforce, mode: "testing" as const, mx: [], uncovered: [] })],
    ["an invalid policy", fact({ status: "invalid" as const, mode: null, mx: [], uncovered: [], problem: "x" })],
    ["an MX that the policy does not cover", fact({ ...enforce, mx: [], uncovered: ["mx0.corp-mail.net"] })],
  ])("could be stripped of TLS with %s and no DANE", (_name, mtaSts) => {
    expect(judge([tls], mtaSts, noDane)).toEqual({
      interception: { kind: "active", certainty: "certain", why: null },
      sentence: "an active attacker could strip TLS from mail to r***@corp-mail.net",
    });
  });

  it("is only possibly stripped while DANE was not looked at", () => {
    expect(judge([tls], sts(noSts))).toEqual({
      interception: { kind: "active", certainty: "possible", why: "DANE of corp-mail.net not seen" },
      sentence:
        "an active attacker could strip TLS from mail to r***@corp-mail.net, unless DANE enforces it (not seen)",
    });
    expect(judge([tls]).interception).toMatchObject({
      certainty: "possible",
      why: "MTA-STS and DANE of corp-mail.net not seen",
    });
    expect(judge([tls], unseen("unreachable", "x"), noDane).interception).toMatchObject({ certainty: "possible" });
  });

  it.each<[string, MtaSts, Partial<MailDomainFacts>]>([
    ["MTA-STS", sts(enforce), {}],
    ["DANE", sts(noSts), { dane: fact({ status: "valid" as const }) }],
  ])("must use TLS where %s is enforced, as far as the sender honours it", (_name, mtaSts, more) => {
    expect(judge([tls, tls], mtaSts, more)).toEqual({
      interception: { kind: "none", certainty: "possible", why: "what the sender honours is not published" },
      sentence: "senders that honour MTA-STS/DANE must use TLS to r***@corp-mail.net",
    });
  });

  it("is not judged when port 25 is closed, when nobody asked, or when DNS failed", () => {
    expect(judge([blocked], sts(enforce)).interception).toEqual({
      kind: "unknown",
      reason: "unreachable",
      needs: "outbound port 25",
    });
    expect(judge([undefined], sts(enforce)).interception).toEqual({
      kind: "unknown",
      reason: "not-asked",
      needs: "--mail",
    });
    const mx = unseen("unreachable", "DNS of corp-mail.net (MX)");
    expect(judge([], undefined, { mx }).interception).toEqual({
      kind: "unknown",
      reason: "unreachable",
      needs: "DNS of corp-mail.net (MX)",
    });
  });

  it("does not exist where no mail can arrive", () => {
    expect(judge([]).interception).toEqual({ kind: "no-mail" });
  });
});
