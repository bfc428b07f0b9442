import { describe, expect, it } from "vitest";
import { seen } from "../../domain/core/fact.ts";
import type { Danger } from "../../domain/posture/path-answers.ts";
import type { OrganizationFacts } from "../../domain/snapshot/organization-facts.ts";
import type { Actor, Certainty, Effect, WhoCan } from "../../domain/takeover/who-can.ts";
import { snapshotOf } from "../../../test/who-can/scenario.ts";
import { whoMay } from "./who-may.ts";

const { organization } = snapshotOf({ accounts: {} });
const at = "2026-11-21T00:00:00Z";

function actor(name: string, effects: Partial<Record<Effect, Certainty>>): Actor {
  const arn = `arn:aws:iam::111111111111:role/${name}`;
  const grips = Object.entries(effects).map(
    ([effect, certainty]) =>
      [effect as Effect, { certainty, through: [arn], ...(certainty === "possible" ? { why: "atom" } : {}) }] as const,
  );
  return {
    arn,
    account: "111111111111",
    effects: new Map(grips),
    entrances: [{ kind: "sso", subject: "", cost: "medium" }],
  };
}

const known = (...actors: Actor[]): WhoCan => ({ status: "known", actors });

function names(whoCan: WhoCan, danger: Danger, facts: Partial<OrganizationFacts> = {}) {
  const answer = whoMay(whoCan, danger, { ...organization, ...facts });
  if (answer.status === "unknown") return `${answer.reason}: ${answer.needs}`;
  return answer.actors.map(
    ({ arn, certainty }) => `${arn.slice(arn.lastIndexOf("/") + 1)}${certainty === "possible" ? "?" : ""}`,
  );
}

describe("who may change the phone", () => {
  it("names local and central writers, not those whom only an SCP stops", () => {
    const whoCan = known(
      actor("local", { "contact-write": "certain" }),
      actor("central", { "org:contact-write": "certain" }),
      actor("maybe", { "contact-write": "possible" }),
      actor("stopped", { "contact-write-but-scp": "certain", "leave-org": "certain" }),
    );
    expect(names(whoCan, "change-phone")).toEqual(["local", "central", "maybe?"]);
  });

  it("takes the surer of two ways", () => {
    expect(
      names(known(actor("both", { "contact-write": "possible", "org:contact-write": "certain" })), "change-phone"),
    ).toEqual(["both"]);
  });
});

describe("who may move the e-mail", () => {
  it("needs both calls, in one hand or in two", () => {
    const mover = actor("mover", { "org:email-start": "certain", "org:email-accept": "certain" });
    const half = actor("half", { "org:email-start": "certain" });
    const rest = actor("rest", { "org:email-accept": "certain" });
    expect(names(known(mover), "change-email")).toEqual(["mover"]);
    expect(names(known(half), "change-email")).toEqual([]);
    expect(names(known(half, rest), "change-email")).toEqual(["half?", "rest?"]);
    expect(
      names(known(actor("unsure", { "org:email-start": "certain", "org:email-accept": "possible" })), "change-email"),
    ).toEqual(["unsure?"]);
  });

  it("is nobody while trusted access is off and nobody can turn it on", () => {
    const trustedAccess = seen(["iam.amazonaws.com"], "test", at);
    const both = { "org:email-start": "certain", "org:email-accept": "certain" } as const;
    const mover = actor("mover", both);
    expect(names(known(mover), "change-email", { trustedAccess })).toEqual([]);
    expect(
      names(known(mover, actor("opener", { "org:trusted-access-enable": "certain" })), "change-email", {
        trustedAccess,
      }),
    ).toEqual(["mover?"]);
    expect(
      names(known(actor("all", { ...both, "org:trusted-access-enable": "certain" })), "change-email", {
        trustedAccess,
      }),
    ).toEqual(["all"]);
  });
});

describe("who may assume root or allow recovery again", () => {
  const rootFeatures = seen(["RootSessions"], "test", at);
  const creator = actor("creator", { "org:assume-root:create": "certain" });
  const unlocker = actor("unlocker", { "org:assume-root:s3": "certain" });
  const enabler = actor("enabler", { "org:feature-enable": "certain" });

  it("depends on the feature of the task", () => {
    expect(names(known(creator, unlocker), "assume-root")).toEqual(["creator", "unlocker"]);
    expect(names(known(creator, unlocker), "assume-root", { rootFeatures })).toEqual(["unlocker"]);
    expect(names(known(creator, enabler), "assume-root", { rootFeatures })).toEqual(["creator?"]);
  });

  it("counts whoever enables the feature for recovery", () => {
    expect(names(known(creator, unlocker, enabler), "re-enable-recovery")).toEqual(["creator", "enabler"]);
  });
});

describe("what was not read", () => {
  const unknown: WhoCan = { status: "unknown", why: "no-role", needs: "sts:AssumeRole", actors: [] };
  const unread = [
    { effects: ["org:email-start", "org:email-accept"] as const, why: "denied" as const, needs: "management's IAM" },
  ];

  it("makes the local question unknown, and the central ones only when management is what is missing", () => {
    expect(names(unknown, "change-phone")).toBe("no-role: sts:AssumeRole");
    expect(names(unknown, "change-email")).toEqual([]);
    expect(names({ ...known(), unread }, "change-email")).toBe("denied: management's IAM");
    expect(names({ ...known(), unread }, "change-phone")).toEqual([]);
  });
});
