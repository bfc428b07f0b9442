import { describe, expect, it } from "vitest";
import type { Guard, GuardSite } from "./guard.ts";
import { guardsFor } from "./guards-for.ts";
import { signinAccountGuard } from "./p7-signin-account.ts";
import { proveGuard } from "./prove-guard.ts";
import { measured } from "./size.ts";

const site: GuardSite = {
  partition: "aws",
  member: "222233334444",
  management: "111122223333",
  contactWriters: ["arn:aws:iam::*:role/ContactDesk"],
  emailWriters: ["arn:aws:iam::111122223333:role/MailDesk"],
  rootAdmins: ["arn:aws:iam::111122223333:role/RootDesk", "arn:aws:iam::111122223333:role/RootwardCentral"],
  emailDomains: ["corp.example"],
  recoveryPrincipals: ["arn:aws:iam::111122223333:role/BreakGlass", "arn:aws:iam::*:role/BreakGlass"],
  networks: ["198.51.100.0/24"],
  stricterRoot: true,
};

const bare: GuardSite = {
  ...site,
  contactWriters: [],
  emailWriters: [],
  rootAdmins: [],
  emailDomains: [],
  recoveryPrincipals: [],
  networks: [],
  stricterRoot: false,
};

const broken = (guards: readonly Guard[]): string[] =>
  guards.flatMap((guard) =>
    proveGuard(guard)
      .filter((probe) => !probe.holds)
      .map((probe) => `${guard.name}: ${probe.says} (wanted ${probe.wanted}, ${probe.before} → ${probe.after})`),
  );

const allOf = (at: GuardSite): readonly Guard[] =>
  [
    ...guardsFor(at, ["111122223333"]),
    ...guardsFor({ ...at, management: null }, ["111122223333"]),
    ...(signinAccountGuard(at, "111122223333") === null ? [] : [signinAccountGuard(at, "111122223333")]),
  ].filter((guard) => guard !== null);

describe("the guards", () => {
  it("deny what they must and keep what they must, with declared roles", () => {
    const guards = allOf(site);
    expect(guards.map((guard) => guard.id)).toEqual(["P1", "P2", "P2", "P3", "P4", "P5", "P6", "P1", "P7"]);
    expect(broken(guards)).toEqual([]);
  });

  it("deny what they must and keep what they must, with nothing declared", () => {
    expect(broken(allOf(bare))).toEqual([]);
  });

  it("fit AWS's limits with many declared roles, and say so when they do not", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => `arn:aws:iam::*:role/department-${at}/ContactDeskOfDepartment${at}`);
    for (const guard of guardsFor({ ...site, contactWriters: many(40) }, [])) {
      expect(measured(guard).bytes).toBeLessThanOrEqual(measured(guard).limit);
    }
    const tooMany = guardsFor({ ...site, contactWriters: many(90) }, []);
    expect(() => tooMany.map((guard) => measured(guard))).toThrow(/rootward-p1-contacts has \d+ bytes/);
  });

  it("are caught by the proof when they are wrong", () => {
    const [p1] = guardsFor(site, []);
    const p4 = guardsFor(site, []).find((guard) => guard.id === "P4");
    if (p1 === undefined || p4 === undefined) throw new Error("no guards");
    const toothless = {
      ...p1,
      document: { ...p1.document, Statement: [{ ...p1.document.Statement[0], Action: ["account:Get*"] }] },
    };
    expect(broken([toothless]).length).toBeGreaterThan(0);
    // Without BoolIfExists the guard would also end central sessions.
    const blunt = {
      ...p4,
      document: {
        ...p4.document,
        Statement: [
          {
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } },
          },
        ],
      },
    };
    expect(broken([blunt])).toContainEqual(expect.stringContaining("central audit session"));
  });

  it("leave sign-in walls out where nobody could take them down, or nobody said from where to come", () => {
    expect(signinAccountGuard({ ...site, recoveryPrincipals: [] }, "111122223333")).toBeNull();
    expect(signinAccountGuard({ ...site, recoveryPrincipals: ["arn:aws:iam::*:role/Any"] }, "111122223333")).toBeNull();
    expect(signinAccountGuard({ ...site, networks: [] }, "111122223333")).toBeNull();
  });

  it("probe from outside whatever network is let in", () => {
    for (const network of ["203.0.113.0/24", "198.51.100.0/24", "192.0.0.0/8", "2001:db8::/32"]) {
      expect(broken(allOf({ ...site, networks: [network] }))).toEqual([]);
    }
  });
});
