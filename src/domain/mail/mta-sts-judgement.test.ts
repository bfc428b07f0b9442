import { describe, expect, it } from "vitest";
import type { HttpAnswer } from "./http-answer.ts";
import { judgeMtaSts } from "./mta-sts-judgement.ts";

const policy = "version: STSv1\nmode: enforce\nmx: *.corp-mail.net\nmax_age: 86400\n";
const answer = (code: number, body = policy, tooLong = false): HttpAnswer => ({
  status: "answer",
  code,
  body,
  tooLong,
});
const hosts = ["mx1.corp-mail.net", "mx1.eu.corp-mail.net", "corp-mail.net"];

describe("the policy host's answer", () => {
  it("is valid and names the MX hosts that no pattern covers", () => {
    expect(judgeMtaSts(answer(200), hosts)).toEqual({
      status: "valid",
      mode: "enforce",
      mx: ["*.corp-mail.net"],
      uncovered: ["mx1.eu.corp-mail.net", "corp-mail.net"],
      problem: null,
    });
  });

  it.each<[string, HttpAnswer]>([
    ["a redirect", answer(301)],
    ["another 2xx", answer(204, "")],
    ["not found", answer(404)],
    ["a text that is too long", answer(200, policy, true)],
    ["a bad text", answer(200, "nothing")],
    ["no address", { status: "no-host" }],
    ["a bad certificate", { status: "certificate", detail: "CERT_HAS_EXPIRED", sure: true }],
  ])("%s is the domain's own fault: invalid", (_name, given) => {
    expect(judgeMtaSts(given, hosts)).toMatchObject({
      status: "invalid",
      mode: null,
      problem: expect.any(String) as string,
    });
  });

  it.each<[string, HttpAnswer]>([
    ["a server error", answer(503)],
    ["no connection", { status: "trouble", detail: "ECONNREFUSED" }],
    ["a certificate that the network may have put there", { status: "certificate", detail: "X", sure: false }],
  ])("%s leaves the question open", (_name, given) => {
    expect(judgeMtaSts(given, hosts).status).toBe("trouble");
  });
});
