import { describe, expect, it } from "vitest";
import { CodedError } from "../core/coded-error.ts";
import { fingerprint } from "../core/fingerprint.ts";
import { caseIds, caseView, hidden, said } from "./cases/case-view.ts";
import { checks } from "./registry.ts";
import { runChecks, selectChecks } from "./run-checks.ts";

describe("running the checks", () => {
  it("gives a member every check of accounts and none of the organization", () => {
    const { results, notEvaluated } = runChecks(caseView({}));
    const ofAccounts = checks.filter((check) => check.scope === "account").map((check) => check.id);
    expect(results.map((each) => each.id)).toEqual(ofAccounts);
    expect(notEvaluated).toEqual([]);
  });

  it("asks the organization's questions of the management account and of stand-alone accounts", () => {
    expect(runChecks(caseView({ kind: "management" })).results).toHaveLength(59);
    const alone = runChecks(caseView({ kind: "standalone" })).results;
    expect(alone).toHaveLength(59);
    const ofOrganization = checks.filter((check) => check.scope === "organization").map((check) => check.id);
    const verdicts = alone.filter((each) => ofOrganization.includes(each.id)).map((each) => [each.id, each.verdict]);
    // Source: without an organization these do not apply, except whether the account may stand alone.
    expect(verdicts).toEqual(ofOrganization.map((id) => [id, id === "org-standalone" ? "unknown" : "not-applicable"]));
  });

  it("asks them of the first account when the snapshot has no management account", () => {
    const view = { ...caseView({ mode: "account" }), accountIds: new Set([caseIds.member, caseIds.other]) };
    expect(runChecks(view).results).toHaveLength(59);
    const second = { ...view, account: { ...view.account, id: caseIds.other } };
    expect(runChecks(second).results.length).toBeLessThan(59);
  });

  it("calls checks of an account that is not ACTIVE not applicable, names the state and keeps the fingerprint", () => {
    const spec = { flags: { mfa: false, password: true, accessKeys: false, certificates: false } };
    const active = runChecks(caseView(spec), { only: ["root-mfa"] }).results[0];
    const closed = runChecks(caseView({ ...spec, account: { state: said("SUSPENDED") } }), { only: ["root-mfa"] })
      .results[0];
    expect(active?.verdict).toBe("fail");
    expect(closed?.verdict).toBe("not-applicable");
    expect(closed?.why).toContain("The account is SUSPENDED.");
    expect(closed?.fingerprint).toBe(active?.fingerprint);
  });

  it("judges an account whose state nobody told", () => {
    const view = caseView({ flags: { mfa: true }, account: { state: hidden("denied") } });
    expect(runChecks(view, { only: ["root-mfa"] }).results[0]?.verdict).toBe("pass");
  });

  it("makes findings with the account, its units, the reason and the fingerprint of the format", () => {
    const view = caseView({ flags: hidden("denied", "iam:GetAccountSummary"), account: { name: said("prod-log") } });
    const [result] = runChecks(view, { only: ["root-x509"] }).results;
    expect(result).toMatchObject({
      id: "root-x509",
      fingerprint: fingerprint("root-x509", caseIds.member, "root", ""),
      account: { id: caseIds.member, name: "prod-log", ou: "r-ex01/ou-ex01-workload" },
      verdict: "unknown",
      severity: "high",
      reason: "denied",
      needs: "iam:GetAccountSummary",
    });
  });

  it("writes account and partition into the fix", () => {
    const view = caseView({ partition: "aws-us-gov", flags: { accessKeys: true } });
    const fix = runChecks(view, { only: ["root-key"] }).results[0]?.fix;
    expect(fix).toContain(`--target-principal ${caseIds.member}`);
    expect(fix).toContain("arn:aws-us-gov:iam::aws:policy/root-task/IAMDeleteRootUserCredentials");
    expect(fix).not.toContain("{");
  });

  it("gives a virtual device in management a severity of its own", () => {
    const device = { serial: "arn:aws:iam::999988887777:mfa/x", kind: "virtual" as const, enabledAt: null };
    const spec = { flags: { mfa: true }, account: { devices: said([device]), devicesComplete: false } };
    const severity = (kind: "member" | "management") =>
      runChecks(caseView({ ...spec, kind }), { only: ["root-mfa-kind"] }).results[0]?.severity;
    expect([severity("member"), severity("management")]).toEqual(["medium", "high"]);
  });

  it("lists a check without verdict as not evaluated", () => {
    const view = caseView({ paths: { status: "too-many", fact: "contact-write" } });
    expect(runChecks(view).notEvaluated).toEqual(["path-cheapest", "path-cut", "path-single-party"]);
  });

  it("selects by id and refuses an id that no check has", () => {
    expect(selectChecks({ only: ["root-mfa", "root-key"], skip: ["root-key"] }).map((check) => check.id)).toEqual([
      "root-mfa",
    ]);
    expect(selectChecks({ skip: ["root-key"] })).toHaveLength(58);
    expect(selectChecks({ only: [] })).toEqual([]);
    expect(() => selectChecks({ skip: ["root-keys"] })).toThrow(CodedError);
  });
});

describe("keeping open judgements only", () => {
  it("counts the others and leaves the kept ones as they are", () => {
    for (const view of [caseView({}), caseView({ kind: "management" }), caseView({ flags: { mfa: true } })]) {
      const all = runChecks(view);
      const open = runChecks(view, { openOnly: true });
      const verdicts = (verdict: string) => all.results.filter((each) => each.verdict === verdict);
      expect(open.results).toEqual(all.results.filter(({ verdict }) => verdict === "fail" || verdict === "unknown"));
      expect(open.closed).toEqual({
        pass: verdicts("pass").length,
        notApplicable: verdicts("not-applicable").length,
      });
      expect(all.closed).toEqual({ pass: 0, notApplicable: 0 });
    }
  });
});
