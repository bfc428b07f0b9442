import { describe, expect, it } from "vitest";
import { trickyOutcome } from "../../../test/tricky-outcome.ts";
import { contactsOf } from "./contacts-of.ts";
import { coverageOf } from "./coverage-of.ts";
import { shownFindings, summaryOf } from "./summary-of.ts";
import { seen, unseen } from "../../domain/core/fact.ts";
import { emptyInventory } from "../../domain/inventory/inventory.ts";

const outcome = trickyOutcome();
const ask = { failOn: "high", allowPartialPercent: 0, newOnly: false } as const;

describe("a run's summary", () => {
  it("counts by hand as the fixture says: failed unwaived by severity, the others apart, certain session paths", () => {
    expect(summaryOf(outcome.run, outcome.findings, outcome.paths, ask)).toEqual(outcome.summary);
  });

  it("shows failed and unknown findings, all of them on demand, from a severity upwards", () => {
    const verdicts = (all: boolean, severity: "info" | "high") =>
      new Set(shownFindings(outcome.findings, { all, severity }).map((each) => each.verdict));
    expect([...verdicts(false, "info")].sort()).toEqual(["fail", "unknown"]);
    expect([...verdicts(true, "info")].sort()).toEqual(["fail", "not-applicable", "pass", "unknown"]);
    const high = shownFindings(outcome.findings, { all: true, severity: "high" });
    expect(new Set(high.map((each) => each.severity))).toEqual(new Set(["critical", "high"]));
  });
});

describe("coverage", () => {
  const whole = {
    ...outcome.run,
    complete: true,
    scope: { requested: 7, evaluated: 7, notEvaluated: [] },
    notLookedAt: [],
  };

  it("says how much was looked at, why not all of it, and the step against the commonest reason", () => {
    const { line, step } = coverageOf(outcome.run, outcome.findings);
    expect(line).toBe("Looked at 5 of 7 accounts (mode org+roles); not evaluated: 1 no-role, 1 too-many.");
    expect(step).toContain("reader role");
  });

  it("names what a flag would show once everything asked for was seen, then nothing", () => {
    expect(coverageOf({ ...whole, notLookedAt: outcome.run.notLookedAt }, []).step).toBe("--mail");
    expect(coverageOf(whole, [])).toEqual({ line: "Looked at 7 of 7 accounts (mode org+roles).", step: null });
  });

  it("says that a run was interrupted, and that something stayed unseen", () => {
    expect(coverageOf({ ...whole, finishedAt: null }, []).line).toContain("interrupted");
    expect(coverageOf({ ...whole, complete: false }, []).line).toContain("could not be seen");
  });
});

describe("known contacts", () => {
  it("come from every place of a snapshot and inventory that holds one", () => {
    const at = "2026-11-21T03:00:00Z";
    const inventory = {
      ...emptyInventory,
      mailboxes: { "box@corp.example": { readers: ["ann", "reader@corp.example"] } },
      phones: { "+1 555 0101": { holders: ["holder@corp.example"] } },
      principals: { "arn:aws:iam::111122223333:role/ci": ["pusher@corp.example"] },
      declared: { contact: { "*": { PhoneNumber: "+1 555 0102", EmailAddress: "declared@corp.example" } } },
    };
    const organization = {
      organization: seen(
        {
          id: "o-1",
          featureSet: "ALL" as const,
          managementAccount: "111111111111",
          managementEmail: "mgmt@corp.example",
        },
        "x",
        at,
      ),
      rootFeatures: unseen("denied"),
      trustedAccess: unseen("denied"),
      delegates: {},
      roots: unseen("denied"),
      units: unseen("denied"),
      policies: unseen("denied"),
      delegationPolicy: unseen("denied"),
      signin: {},
    };
    const accounts = [
      {
        id: "111122223333",
        kind: "member" as const,
        email: seen("root@corp.example", "x", at),
        contact: seen({ PhoneNumber: "+1 555 0100" }, "x", at),
        alternates: {
          security: seen({ EmailAddress: "sec@corp.example", PhoneNumber: "+1 555 0103" }, "x", at),
          billing: seen(null, "x", at),
        },
      },
    ];
    expect(contactsOf({ accounts, organization }, inventory)).toEqual({
      mails: [
        "box@corp.example",
        "declared@corp.example",
        "holder@corp.example",
        "mgmt@corp.example",
        "pusher@corp.example",
        "reader@corp.example",
        "root@corp.example",
        "sec@corp.example",
      ],
      phones: ["+1 555 0100", "+1 555 0101", "+1 555 0102", "+1 555 0103"],
    });
  });
});
