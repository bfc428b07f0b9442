import { createHash, X509Certificate } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { certificates } from "../../../test/mail/certificates.ts";
import { Secret } from "../../domain/core/secret.ts";
import type { Notice } from "../../domain/notice/notice.ts";
import type { HttpRoute, MailRoute } from "./route.ts";
import { sendAnyNotice } from "./send-any-notice.ts";
import { sendNotice } from "./send-notice.ts";
import { MailSink, Sink } from "./sink-for-test.ts";

const notice: Notice = {
  id: "acme-b12",
  thread: "01JDADA7V0000000000000000A",
  kind: "request.break_seal",
  severity: "critical",
  deployment: "acme",
  isRehearsal: false,
  what: 'Jane <!channel> & "Doe" wants to open root alone',
  account: { name: "prod *payments*\r\nBcc: x@example.com", tail: "9012" },
  soWhat: "Nobody has approved it.",
  doNow: "Call the person & veto.",
  link: "https://rootward.example/requests/01JDADA7V0000000000000000A",
  ledger: { size: 42, root: "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=" },
  atMs: 1_795_230_100_000,
  isEnd: false,
};
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const routingKey = "0123456789abcdef0123456789abcdef";
const nowSeconds = Math.floor(Date.now() / 1000);

let sink: Sink;
let tls: Sink;
let mail: MailSink;
beforeAll(async () => {
  [sink, tls, mail] = await Promise.all([new Sink().listen(), new Sink(true).listen(), new MailSink().listen()]);
});
beforeEach(() => {
  for (const each of [sink, tls]) Object.assign(each, { statuses: [200], headers: {}, posts: [] });
  mail.mails.length = 0;
  mail.refuse = 0;
});
afterAll(() => Promise.all([sink.close(), tls.close(), mail.close()]));

function webhook(change: Partial<HttpRoute> = {}): HttpRoute {
  const url = new Secret(`http://127.0.0.1:${sink.port}/hook?a=1`);
  return {
    kind: "webhook",
    name: "hook",
    url,
    secret: new Secret(secret),
    allow: ["127.0.0.1"],
    ...change,
  } as HttpRoute;
}

function smtp(change: Partial<MailRoute> = {}): MailRoute {
  const address = {
    host: "127.0.0.1",
    port: mail.port,
    from: "rootward@example.com",
    to: ["ops@example.com", "b@example.com"],
  };
  return { kind: "smtp", name: "mail", tls: "none", login: null, ...address, ...change };
}

describe("a webhook", () => {
  it("is one that the standardwebhooks package verifies, and carries the facts of the notice", async () => {
    expect(await sendNotice(webhook(), notice, nowSeconds)).toEqual({ status: "sent" });
    const [post] = sink.posts;
    const headers = post?.headers as Record<string, string>;
    const body = new Webhook(secret).verify(post?.body ?? "", headers) as { type: string; data: object };
    expect(post?.path).toBe("/hook?a=1");
    expect(body.type).toBe("request.break_seal");
    expect(body.data).toMatchObject({ thread: notice.thread, account: { tail: "9012" }, ledger: notice.ledger });
    expect(headers["webhook-id"]).toBe("acme-b12");
    const other = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
    expect(() => new Webhook(other).verify(post?.body ?? "", headers)).toThrow();
  });

  it("goes nowhere with a secret that is too short or none", async () => {
    for (const each of ["whsec_AAAA", "changeme", secret.slice(6)]) {
      const delivery = await sendNotice(webhook({ secret: new Secret(each) }), notice, nowSeconds);
      expect(delivery).toMatchObject({ status: "refused", row: { code: "NOTIFY_ROUTE_FOREIGN" } });
    }
    expect(sink.posts).toEqual([]);
  });

  it.each<[number, string, string]>([
    [204, "sent", ""],
    [301, "refused", "NOTIFY_REFUSED"],
    [400, "refused", "NOTIFY_REFUSED"],
    [408, "later", "NOTIFY_LATER"],
    [410, "gone", "NOTIFY_GONE"],
    [429, "later", "NOTIFY_LATER"],
    [503, "later", "NOTIFY_LATER"],
  ])("answered by %i counts as %s", async (status, outcome, code) => {
    sink.statuses = [status];
    sink.headers = { location: "http://127.0.0.1:1/", "retry-after": "7" };
    const delivery = await sendNotice(webhook(), notice, nowSeconds);
    expect(delivery.status).toBe(outcome);
    if (delivery.status !== "sent") expect(delivery.row.code).toBe(code);
    if (delivery.status === "later") expect(delivery.afterMs).toBe(7000);
    expect(sink.posts).toHaveLength(1);
  });

  it("is tried again later when nobody listens", async () => {
    const url = new Secret("http://127.0.0.1:1/");
    const delivery = await sendNotice(webhook({ url }), notice, nowSeconds);
    expect(delivery).toMatchObject({ status: "later", row: { code: "NOTIFY_UNREACHABLE" } });
  });
});

describe("where notices go", () => {
  it.each([
    "http://127.0.0.1:80/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[fd00::1]/",
    "https://[2002:7f00:1::]/",
    "https://[64:ff9b::7f00:1]/",
    "https://localhost/",
    "https://0/",
    "https://2130706433/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
  ])("is never %s without being allowed by hand", async (url) => {
    const delivery = await sendNotice(webhook({ url: new Secret(url), allow: [] }), notice, nowSeconds);
    expect(delivery).toMatchObject({ status: "refused", row: { code: "NOTIFY_ADDRESS_REFUSED" } });
  });

  it("is an allowed network, over TLS only to the pinned key", async () => {
    const url = new Secret(`https://127.0.0.1:${tls.port}/`);
    const spki = new X509Certificate(certificates.selfsigned.cert).publicKey.export({ type: "spki", format: "der" });
    const pin = createHash("sha256").update(spki).digest("base64url");
    const allow = ["127.0.0.0/8"];
    expect(await sendNotice(webhook({ url, allow, pin }), notice, nowSeconds)).toEqual({ status: "sent" });
    const other = await sendNotice(webhook({ url, allow, pin: "A".repeat(43) }), notice, nowSeconds);
    expect(other).toMatchObject({ status: "later", row: { code: "NOTIFY_OTHER_KEY" } });
    // Without a pin an authority must vouch for it, and none does.
    const unpinned = await sendNotice(webhook({ url, allow }), notice, nowSeconds);
    expect(unpinned).toMatchObject({ status: "later", row: { code: "NOTIFY_UNREACHABLE" } });
    expect(tls.posts).toHaveLength(1);
  });
});

describe("Slack", () => {
  it("gets Block Kit in which no name is markup, with one link", async () => {
    const { url, allow } = webhook();
    expect(await sendNotice({ kind: "slack", name: "slack", url, allow }, notice, nowSeconds)).toEqual({
      status: "sent",
    });
    const body = JSON.parse(sink.posts[0]?.body ?? "") as {
      text: string;
      blocks: { type: string; text?: { type: string; text: string } }[];
    };
    expect(body.text).toContain("&lt;!channel&gt; &amp;");
    expect(body.text).not.toContain("<!channel>");
    expect(body.blocks.map(({ type }) => type)).toEqual(["header", "section", "section", "context"]);
    const markup = body.blocks.filter(({ text }) => text?.type === "mrkdwn").map(({ text }) => text?.text);
    expect(markup).toEqual(["Nobody has approved it.\n*Do now:* Call the person &amp; veto.", `<${notice.link}|Open>`]);
    expect(sink.posts[0]?.body.length).toBeLessThan(10_000);
  });
});

describe("PagerDuty", () => {
  it("gets a trigger with the request as its key, and a resolve at the end", async () => {
    const { url, allow } = webhook();
    const route: HttpRoute = { kind: "pagerduty", name: "pd", url, allow, routingKey: new Secret(routingKey) };
    await sendNotice(route, notice, nowSeconds);
    await sendNotice(route, { ...notice, isEnd: true }, nowSeconds);
    const [first, last] = sink.posts.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(first).toMatchObject({
      event_action: "trigger",
      dedup_key: `rootward/acme/${notice.thread}`,
      payload: { severity: "critical" },
    });
    expect(last).toMatchObject({ event_action: "resolve", dedup_key: `rootward/acme/${notice.thread}` });
    const bad = await sendNotice({ ...route, routingKey: new Secret("short") }, notice, nowSeconds);
    expect(bad).toMatchObject({ status: "refused", row: { code: "NOTIFY_ROUTE_FOREIGN" } });
  });
});

describe("mail", () => {
  it("reaches every recipient, with no header that a name brought", async () => {
    expect(await sendAnyNotice(smtp(), notice, nowSeconds)).toEqual({ status: "sent" });
    const [mailed] = mail.mails;
    expect(mailed?.to).toEqual(["ops@example.com", "b@example.com"]);
    const [head = ""] = (mailed?.text ?? "").split("\r\n\r\n");
    expect(head).not.toMatch(/^bcc:/im);
    expect(head).toMatch(/^auto-submitted: auto-generated$/im);
    // Quoted-printable breaks long lines with `=`.
    const text = mailed?.text.replaceAll("=\r\n", "");
    expect(text).toContain("&lt;!channel&gt;");
    expect(text).toContain("42 entries, root");
  });

  it("that is refused for good is not tried again, one that nobody takes is", async () => {
    mail.refuse = 550;
    expect(await sendAnyNotice(smtp(), notice, nowSeconds)).toMatchObject({
      status: "refused",
      row: { code: "NOTIFY_REFUSED" },
    });
    mail.refuse = 450;
    expect(await sendAnyNotice(smtp(), notice, nowSeconds)).toMatchObject({
      status: "later",
      row: { code: "NOTIFY_LATER" },
    });
    expect(await sendAnyNotice(smtp({ port: 1 }), notice, nowSeconds)).toMatchObject({
      status: "later",
      row: { code: "NOTIFY_UNREACHABLE" },
    });
  });

  it("never goes to another machine without TLS, nor on when the server offers none", async () => {
    expect(await sendAnyNotice(smtp({ host: "mail.example.com" }), notice, nowSeconds)).toMatchObject({
      status: "refused",
    });
    expect((await sendAnyNotice(smtp({ tls: "starttls" }), notice, nowSeconds)).status).toBe("refused");
    expect(mail.mails).toEqual([]);
  });
});

describe("a notice", () => {
  it("says nothing that belongs nowhere: no digits of a code, no seed, no mail address, on any channel", async () => {
    const { url, allow } = webhook();
    const routes: HttpRoute[] = [
      webhook(),
      { kind: "slack", name: "slack", url, allow },
      { kind: "pagerduty", name: "pd", url, allow, routingKey: new Secret(routingKey) },
    ];
    const plain = { ...notice, what: "Jane asks for root", account: { name: "prod", tail: "9012" } };
    for (const route of routes) await sendNotice(route, plain, nowSeconds);
    await sendAnyNotice(smtp(), plain, nowSeconds);
    const texts = [
      ...sink.posts.map(({ body }) => body),
      ...mail.mails.map(({ text }) => text.split("\r\n\r\n").slice(1).join(" ")),
    ];
    expect(texts).toHaveLength(4);
    for (const text of texts) expect(text).not.toMatch(/123456789012|[\w.]+@example\.com/);
    for (const text of texts) expect(text).toContain("9012");
  });
});
