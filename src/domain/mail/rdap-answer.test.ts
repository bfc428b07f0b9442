import { describe, expect, it } from "vitest";
import type { Instant } from "../core/instant.ts";
import type { HttpAnswer } from "./http-answer.ts";
import { rdapAnswer } from "./rdap-answer.ts";
import { rdapBootstrap, rdapUrls } from "./rdap-bootstrap.ts";

const now = "2026-11-21T00:00:00Z" as Instant;
const ok = (body: unknown): HttpAnswer => ({ status: "answer", code: 200, body: JSON.stringify(body), tooLong: false });
const domain = (more: object) => ok({ objectClassName: "domain", ldhName: "CORP-MAIL.NET", ...more });
const expires = (eventDate: unknown, eventAction = "expiration") => ({ eventAction, eventDate });
const ask = (answer: HttpAnswer) => rdapAnswer(answer, "corp-mail.net", now);

describe("an RDAP answer", () => {
  it("gives the registry's expiry, not the registrar's", () => {
    const events = [
      expires("2020-01-01T00:00:00Z", "registration"),
      expires("2027-05-01T00:00:00Z", "registrar expiration"),
      expires("2027-06-01T02:00:00.5+02:00"),
    ];
    expect(ask(domain({ events }))).toEqual({ status: "registered", expiresAt: "2027-06-01T00:00:00Z" });
  });

  it("takes the earliest of several expiries", () => {
    const events = [expires("2028-06-01T00:00:00Z"), expires("2027-06-01T00:00:00Z")];
    expect(ask(domain({ events }))).toMatchObject({ expiresAt: "2027-06-01T00:00:00Z" });
  });

  it.each([[undefined], ["none"], [[]], [[expires("soon")]], [[expires(7)]], [[null, 3, {}]]])(
    "is registered without a date for events %j",
    (events) => {
      expect(ask(domain({ events }))).toEqual({ status: "registered", expiresAt: null });
    },
  );

  it.each(["redemption period", "Pending Delete"])("counts a domain in %s as expired now at the latest", (state) => {
    const events = [expires("2027-06-01T00:00:00Z")];
    expect(ask(domain({ status: ["active", state], events }))).toMatchObject({ expiresAt: now });
    expect(ask(domain({ status: [state], events: [expires("2026-01-01T00:00:00Z")] }))).toMatchObject({
      expiresAt: "2026-01-01T00:00:00Z",
    });
  });

  it("is not registered at 404 alone", () => {
    expect(ask({ status: "answer", code: 404, body: "", tooLong: false })).toEqual({ status: "not-registered" });
  });

  it.each<[string, HttpAnswer]>([
    ["a limit", { status: "answer", code: 429, body: "", tooLong: false }],
    ["a fault", { status: "answer", code: 500, body: "", tooLong: false }],
    ["no JSON", { status: "answer", code: 200, body: "<html>", tooLong: false }],
    ["a list", ok([])],
    ["another object", ok({ objectClassName: "entity", ldhName: "corp-mail.net" })],
    ["another domain", ok({ objectClassName: "domain", ldhName: "corp-mail.com" })],
    ["a cut body", { status: "answer", code: 200, body: "{}", tooLong: true }],
    ["the network", { status: "trouble", detail: "ETIMEDOUT" }],
    ["no host", { status: "no-host" }],
  ])("%s is trouble", (_name, answer) => {
    expect(ask(answer).status).toBe("trouble");
  });
});

describe("the bootstrap file", () => {
  // The form of RFC 9224 section 4.
  const file = JSON.stringify({
    version: "1.0",
    services: [
      [["net", "com"], ["https://registry.example.com/myrdap/"]],
      [["uk"], ["http://plain.example.org/", "https://rdap.uk.example"]],
      [["co.uk"], ["https://co.uk.example/rdap"]],
      [["old"], ["http://plain.example.org/"]],
      "junk",
      [["x"]],
    ],
  });

  it("leads to the entry with the most labels, over https alone", () => {
    const servers = rdapBootstrap(file) ?? new Map<string, readonly string[]>();
    expect(rdapUrls(servers, "corp-mail.net")).toEqual(["https://registry.example.com/myrdap/domain/corp-mail.net"]);
    expect(rdapUrls(servers, "corp.uk")).toEqual(["https://rdap.uk.example/domain/corp.uk"]);
    expect(rdapUrls(servers, "corp.co.uk")).toEqual(["https://co.uk.example/rdap/domain/corp.co.uk"]);
    expect(rdapUrls(servers, "corp.old")).toBe(null);
    expect(rdapUrls(servers, "corp.de")).toBe(null);
  });

  it.each(["", "[]", "null", '{"services":{}}', "{"])("is not readable as %j", (text) => {
    expect(rdapBootstrap(text)).toBe(null);
  });
});
