import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Instant } from "../core/instant.ts";
import { ehloAnswer } from "./ehlo-answer.ts";
import { hostName, mailDomain } from "./mail-domain.ts";
import { mtaStsPolicy } from "./mta-sts-policy.ts";
import { mtaStsRecord } from "./mta-sts-record.ts";
import { mxPatternCovers } from "./mx-pattern.ts";
import { rdapAnswer } from "./rdap-answer.ts";
import { rdapBootstrap, rdapUrls } from "./rdap-bootstrap.ts";
import { smtpReply } from "./smtp-reply.ts";

const now = "2026-11-21T00:00:00Z" as Instant;
const pieces = fc.constantFrom(
  "version: STSv1",
  "mode: enforce",
  "mx: *.a.net",
  "max_age: 1",
  "\r\n",
  "\n",
  "\r",
  ":",
  " ",
  "250-",
  "250 ",
  "v=STSv1",
  ";",
  "id=1",
  "@",
  "é",
  "\0",
  "xn--",
  ".",
);
const foreign = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(pieces, { maxLength: 20 }).map((each) => each.join("")),
);
const json = fc.oneof(
  foreign,
  fc.json(),
  fc.json().map((text) => `{"services":[[${text},["https://a.net"]]]}`),
  fc.json().map((text) => `{"objectClassName":"domain","ldhName":"a.net","events":${text},"status":${text}}`),
);

describe("foreign text", () => {
  it("never makes a parser throw, whatever it is", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        mailDomain(text);
        hostName(text);
        mtaStsPolicy(text);
        mtaStsRecord([text, text.slice(1)]);
        const reply = smtpReply(text);
        if (reply.status === "reply") ehloAnswer(reply.reply);
        mxPatternCovers(text, text);
      }),
      { numRuns: 2000 },
    );
  });

  it("never makes an RDAP reader throw", () => {
    fc.assert(
      fc.property(json, (body) => {
        rdapAnswer({ status: "answer", code: 200, body, tooLong: false }, "a.net", now);
        const servers = rdapBootstrap(body);
        if (servers !== null) rdapUrls(servers, "a.net");
      }),
      { numRuns: 2000 },
    );
  });

  it("gives a policy only mode, age and patterns that the grammar knows", () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const policy = mtaStsPolicy(text);
        if (policy.status === "invalid") return;
        expect(["enforce", "testing", "none"]).toContain(policy.mode);
        expect(Number.isInteger(policy.maxAgeSeconds)).toBe(true);
      }),
    );
  });

  it("cuts a stream of replies the same way, however it arrives", () => {
    const reply = fc
      .tuple(
        fc.integer({ min: 200, max: 599 }),
        fc.array(fc.stringMatching(/^[ -~]{0,20}$/), { minLength: 1, maxLength: 4 }),
      )
      .map(([code, lines]) =>
        lines.map((line, at) => `${code}${at === lines.length - 1 ? " " : "-"}${line}\r\n`).join(""),
      );
    fc.assert(
      fc.property(reply, fc.nat(), (text, cut) => {
        const whole = smtpReply(text);
        expect(whole).toMatchObject({ status: "reply", taken: text.length });
        expect(smtpReply(`${text}250 more\r\n`)).toEqual(whole);
        expect(smtpReply(text.slice(0, cut % text.length)).status).toBe("partial");
      }),
    );
  });

  it("covers a host by a starred pattern exactly when one label stands before the rest", () => {
    const label = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), fc.array(label, { maxLength: 3 }), (rest, more) => {
        const host = [...more, ...rest].join(".");
        expect(mxPatternCovers(`*.${rest.join(".")}`, host)).toBe(more.length === 1);
      }),
    );
  });
});
