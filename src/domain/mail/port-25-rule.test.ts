import { describe, expect, it } from "vitest";
import { judgeStarttls, port25 } from "./port-25-rule.ts";
import type { StarttlsAnswer } from "./starttls-answer.ts";

const at = "2026-11-21T00:00:00Z";
const good: StarttlsAnswer = { status: "tls", version: "TLSv1.3", certificateValid: true, problem: null };
const selfSigned: StarttlsAnswer = {
  status: "tls",
  version: "TLSv1.2",
  certificateValid: false,
  problem: "DEPTH_ZERO",
};
const refused: StarttlsAnswer = { status: "unreached", detail: "ECONNREFUSED" };
const stripped: StarttlsAnswer = { status: "not-offered" };
const broken: StarttlsAnswer = { status: "broken", detail: "handshake: reset" };

describe("port 25 of this network", () => {
  it("is open as soon as one control host completes a valid handshake", () => {
    const controls = [refused, good].map((answer, at) => ({ host: `c${at}`, answer }));
    expect(port25(controls)).toEqual({ open: true });
  });

  it.each([
    ["refused", refused],
    ["stripped", stripped],
    ["broken", broken],
    ["replaced", selfSigned],
  ] as const)("counts as closed when the only control is %s", (_name, answer) => {
    expect(port25([{ host: "c", answer }]).open).toBe(false);
  });

  it("counts as closed without any control", () => {
    expect(port25([]).open).toBe(false);
  });
});

describe("STARTTLS of a host", () => {
  it.each([good, selfSigned, refused, stripped, broken])(
    "is unknown whatever $status says, when port 25 is closed",
    (answer) => {
      expect(judgeStarttls({ open: false, detail: "c: ETIMEDOUT" }, answer, at)).toEqual({
        status: "unknown",
        why: "unreachable",
        needs: "outbound port 25",
        detail: "outbound port 25 blocked (c: ETIMEDOUT)",
      });
    },
  );

  it("is unknown when the host refuses this client", () => {
    expect(judgeStarttls({ open: true }, refused, at)).toMatchObject({ status: "unknown", why: "unreachable" });
  });

  it.each([
    [stripped, { offered: false, handshake: null, tlsVersion: null, certificateValid: null, problem: null }],
    [
      broken,
      { offered: true, handshake: false, tlsVersion: null, certificateValid: null, problem: "handshake: reset" },
    ],
    [good, { offered: true, handshake: true, tlsVersion: "TLSv1.3", certificateValid: true, problem: null }],
    [
      selfSigned,
      {
        offered: true,
        handshake: true,
        tlsVersion: "TLSv1.2",
        certificateValid: false,
        problem: "opportunistic only: DEPTH_ZERO",
      },
    ],
  ] as const)("is a fact when port 25 is open: %j", (answer, value) => {
    expect(judgeStarttls({ open: true }, answer, at)).toEqual({ value, source: "smtp:STARTTLS", at });
  });
});
