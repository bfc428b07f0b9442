import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { organizationFileOf } from "../../organization-file.ts";
import { startPretendAws, type PretendAws } from "../../start-pretend-aws.ts";
import { base32 } from "../base32.ts";
import { callerOf } from "../caller-of.ts";
import { makePerson, type Entry } from "../person.ts";
import { totp } from "../totp.ts";

const seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const organization = organizationFileOf({
  organization: { id: "o-signinabcd" },
  ous: { "r-sign": {} },
  accounts: {
    "999999999999": { role: "management", email: "management@corp.example", root: { password: {} } },
    "111111111111": { email: "Plain@corp.example", root: { password: { value: "fictional-plain" } } },
    "222222222222": {
      email: "mfa@corp.example",
      root: {
        password: { value: "fictional-mfa" },
        mfa: [
          { kind: "virtual", name: "phone-app", seed },
          { kind: "fido", serial: "arn:aws:iam::222222222222:u2f/root/k" },
        ],
      },
    },
    "333333333333": { email: "empty@corp.example", root: { password: null } },
    "444444444444": {
      email: "closed@corp.example",
      state: "CLOSED",
      root: { password: { value: "fictional-closed" } },
    },
  },
});
const pendingOf = (entry: Entry) => (entry.status === "mfa" ? entry.pending : "");

describe("signing in as root", () => {
  let aws: PretendAws;
  beforeAll(async () => {
    aws = await startPretendAws({ organization, seed: "sign-in" });
  });
  afterAll(() => aws.close());
  const codeNow = () => totp(base32(seed) ?? new Uint8Array(), aws.state.clock.now());

  it("lets a root without MFA in at once, with keys of type Root", async () => {
    const ann = await makePerson(aws, "ann", []);
    const entry = await ann.signIn({ email: "plain@corp.example", password: "fictional-plain" });
    if (entry.status !== "in") throw new Error(entry.status);
    expect(entry.account).toBe("111111111111");
    expect(entry.credentials.accessKeyId).toMatch(/^ASIA/);
    expect(await callerOf(aws.url, entry.credentials)).toBe("arn:aws:iam::111111111111:root");
  });

  it("answers a wrong address, a wrong password, no password and a closed account alike", async () => {
    const ann = await makePerson(aws, "ann", []);
    const tries = [
      { email: "nobody@corp.example", password: "fictional-plain" },
      { email: "plain@corp.example", password: "fictional-mfa" },
      { email: "empty@corp.example", password: "fictional-plain" },
      { email: "closed@corp.example", password: "fictional-closed" },
    ];
    for (const one of tries) expect(await ann.signIn(one)).toEqual({ status: "refused", step: "signin", why: "wrong" });
  });

  it("asks for the second factor and takes the TOTP of the seed", async () => {
    const ann = await makePerson(aws, "ann", []);
    const asked = await ann.signIn({ email: "mfa@corp.example", password: "fictional-mfa" });
    const [virtual, key] = asked.status === "mfa" ? asked.serials : [];
    expect(virtual).toBe("arn:aws:iam::222222222222:mfa/phone-app");
    expect(key).toBe("arn:aws:iam::222222222222:u2f/root/k");
    const pending = pendingOf(asked);
    const wrong = { status: "refused", step: "mfa", why: "wrong" };
    expect(await ann.giveCode({ pending, serial: virtual ?? "", code: "000000" })).toEqual(wrong);
    expect(await ann.giveCode({ pending, serial: virtual ?? "" })).toEqual(wrong);
    expect(await ann.giveCode({ pending, serial: "arn:aws:iam::222222222222:mfa/other", code: codeNow() })).toEqual(
      wrong,
    );
    const entry = await ann.giveCode({ pending, serial: virtual ?? "", code: codeNow() });
    if (entry.status !== "in") throw new Error(entry.status);
    expect(await callerOf(aws.url, entry.credentials)).toBe("arn:aws:iam::222222222222:root");
    expect(await ann.giveCode({ pending, serial: virtual ?? "", code: codeNow() })).toMatchObject({ step: "mfa" });
  });

  it("takes a security key from who holds it only", async () => {
    const serial = "arn:aws:iam::222222222222:u2f/root/k";
    for (const [controls, status] of [
      [[], "refused"],
      [[`device:${serial}`], "in"],
    ] as const) {
      const person = await makePerson(aws, `with ${controls.length}`, controls);
      const asked = await person.signIn({ email: "mfa@corp.example", password: "fictional-mfa" });
      expect((await person.giveCode({ pending: pendingOf(asked), serial })).status).toBe(status);
    }
  });

  it("keeps a pending sign-in for the actor that typed the password, for ten minutes", async () => {
    const ann = await makePerson(aws, "ann", []);
    const bob = await makePerson(aws, "bob", []);
    const pending = pendingOf(await ann.signIn({ email: "mfa@corp.example", password: "fictional-mfa" }));
    const serial = "arn:aws:iam::222222222222:mfa/phone-app";
    expect(await bob.giveCode({ pending, serial, code: codeNow() })).toMatchObject({ status: "refused", step: "mfa" });
    aws.state.clock.advance(10 * 60_000);
    expect(await ann.giveCode({ pending, serial, code: codeNow() })).toMatchObject({ status: "refused", step: "mfa" });
  });

  it("lets keys from a sign-in expire after twelve hours", async () => {
    const ann = await makePerson(aws, "ann", []);
    const entry = await ann.signIn({ email: "plain@corp.example", password: "fictional-plain" });
    if (entry.status !== "in") throw new Error(entry.status);
    aws.state.clock.advance(12 * 3_600_000 + 1000);
    expect(await callerOf(aws.url, entry.credentials)).toContain("ExpiredToken");
  });

  it("refuses visitors without an actor and malformed bodies", async () => {
    const post = (body: string, token: string) =>
      fetch(`${aws.url}/_human/signin`, { method: "POST", body, headers: { authorization: `Bearer ${token}` } });
    expect((await post("{}", "nobody")).status).toBe(401);
    const ann = await makePerson(aws, "ann", []);
    for (const body of ["{}", "[]", "{", '{"email":7,"password":"x"}']) {
      expect((await post(body, ann.token)).status).toBe(400);
    }
  });
});
