import { describe, expect, it } from "vitest";
import type { Finding } from "../../domain/core/finding.ts";
import { fingerprint } from "../../domain/core/fingerprint.ts";
import type { Verdict } from "../../domain/core/verdict.ts";
import { baselineText, compareWithBaseline, readBaseline } from "./baseline.ts";
import type { Run } from "./outcome.ts";

const run: Run = {
  id: "r1",
  startedAt: "2026-11-21T03:00:00Z",
  finishedAt: "2026-11-21T03:05:00Z",
  version: "0.1.0",
  organization: "o-abcdefghij",
  snapshot: "sha256:00",
  mode: "org+roles",
  scope: { requested: 2, evaluated: 2, notEvaluated: [] },
  notLookedAt: [],
  complete: true,
};

function finding(id: string, verdict: Verdict, resource = "root", account = "011122223333"): Finding {
  return {
    id,
    fingerprint: fingerprint(id, account, resource, ""),
    account: { id: account, name: null, ou: null },
    resource,
    verdict,
    severity: "high",
    title: "",
    why: "",
    fix: "",
    help: "",
    evidence: [],
    reason: verdict === "unknown" ? "denied" : null,
    needs: null,
    firstSeen: "",
    lastSeen: "",
    waiver: null,
    standards: {},
  };
}

const then = [
  finding("root-mfa", "fail"),
  finding("root-key", "fail"),
  finding("root-x509", "fail"),
  finding("contact-primary-baseline", "fail"),
  finding("contact-phone-shared", "fail", "+1"),
  finding("mail-shared-mailbox", "fail", "a"),
  finding("root-mfa-kind", "unknown"),
  finding("root-recent-use", "unknown"),
  finding("root-password-age", "pass"),
];
const baseline = readBaseline(baselineText({ run, findings: then }), "b.json");

describe("a baseline", () => {
  it("holds what failed or was unknown, sorted, and reads back", () => {
    expect(baseline.findings.map((each) => each.id)).toEqual([
      "contact-phone-shared",
      "contact-primary-baseline",
      "mail-shared-mailbox",
      "root-key",
      "root-mfa",
      "root-mfa-kind",
      "root-recent-use",
      "root-x509",
    ]);
    expect(baseline.run).toEqual({
      id: "r1",
      finishedAt: run.finishedAt,
      organization: run.organization,
      snapshot: "sha256:00",
    });
  });

  it("tells new, same, fixed and lost sight apart", () => {
    const now = [
      finding("root-mfa", "fail"),
      finding("root-key", "pass"),
      finding("root-x509", "unknown"),
      finding("contact-phone-shared", "fail", "+2"),
      finding("mail-shared-mailbox", "unknown", "b"),
      finding("root-mfa-kind", "fail"),
      finding("root-recent-use", "unknown"),
      finding("mail-plus-alias", "unknown"),
      finding("root-password-age", "fail"),
    ];
    const result = compareWithBaseline(now, baseline, "o-abcdefghij");
    expect(result.findings.map((each) => [each.id, each.change])).toEqual([
      ["root-mfa", "same"],
      ["root-key", undefined],
      ["root-x509", "lost-sight"],
      ["contact-phone-shared", "new"],
      ["mail-shared-mailbox", "new"],
      ["root-mfa-kind", "new"],
      ["root-recent-use", "same"],
      ["mail-plus-alias", "new"],
      ["root-password-age", "new"],
    ]);
    // contact-phone-shared looked again and no longer says "+1"; contact-primary-baseline did not look at all.
    expect(result.fixed.map((each) => `${each.id} ${each.resource}`)).toEqual([
      "contact-phone-shared +1",
      "root-key root",
    ]);
    expect(result.lostSight.map((each) => each.id)).toEqual([
      "contact-primary-baseline",
      "mail-shared-mailbox",
      "root-x509",
    ]);
    expect(result.warnings).toEqual([]);
  });

  it("never calls a finding fixed because nobody looked", () => {
    const result = compareWithBaseline([], baseline, "o-abcdefghij");
    expect(result.fixed).toEqual([]);
    expect(result.lostSight).toHaveLength(6);
  });

  it("of another organization is warned about", () => {
    expect(compareWithBaseline([], baseline, null).warnings).toEqual([
      "the baseline is of o-abcdefghij, this run of a stand-alone account",
    ]);
  });

  it("that is cut off or foreign is refused", () => {
    expect(() => readBaseline('{"schema":', "b.json")).toThrow("The baseline file is not valid");
    expect(() => readBaseline('{"schema":"rootward.findings/v1"}', "b.json")).toThrow("The baseline file is not valid");
  });
});
