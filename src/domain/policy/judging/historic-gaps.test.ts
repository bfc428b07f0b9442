import { describe, expect, it } from "vitest";
import { historicPolicies } from "../../iam/prove/historic-policies-for-test.ts";
import { prover } from "../../iam/prove/prover.ts";
import type { GapHit, GapVerdict } from "../gap.ts";
import { caseViews } from "./gap-case-view.ts";
import { gaps } from "../gap-registry.ts";

const engine = prover();
/** The pitfalls of guards; what roles, other credentials and enrolling need is asked elsewhere. */
const asked = /^P(?:0[1-9]|1[0-4]|2[3-6])$/;

/**
 * AWS's published policies: what is a gap alone, what more is one beside Allow * on *, and whether enrolling may be open
 * (P12, with the number of devices unknown). Typed from what is known of them:
 * - A: the first gap (deactivate), the second (all of IAM), the third (enrol, with the pending device deletable), and the
 *   passwords and keys of SELF18, which `iam:*` leaves out too.
 * - B takes only the deactivation off A; what else `iam:*` leaves out stays, and an administrator may still deactivate.
 * - Beside an administrator's statement whatever is exempt and granted on `*` also reaches other users' devices (P11) and
 *   device names (P10), wherever the calls are exempt.
 * - J has no guard for everything; beside an administrator the deactivation that needs MFA is granted without (P23).
 * - L and M grant no CreateVirtualMFADevice, but enrolling a device that one brings along may pass.
 * - P exempts only resynchronising, O has no guard, Q and N2 do what they are meant to do.
 */
const rows: readonly (readonly [ids: string, alone: string, besideAdmin: string, enrolment: "may" | "none"])[] = [
  ["A", "P07 P08 P09 P14", "P10 P11", "may"],
  ["B", "P07 P09 P14", "P08 P10 P11", "may"],
  ["C1 C2 C3 C4", "P09", "P10 P11", "may"],
  ["D E", "P08 P09", "P10 P11", "may"],
  ["F1 F2 G1 G2 I1 K1", "", "P10 P11", "may"],
  ["H I2 K2 K3", "P10", "P11", "may"],
  ["J1 J2", "", "P23", "none"],
  ["L", "", "P06 P11", "may"],
  ["M", "", "P11", "may"],
  ["N1", "P03", "", "none"],
  ["N2 O P Q", "", "", "none"],
];

type Found = ReadonlyMap<string, readonly GapHit[]>;

const known = new Map<string, Found>();

function find(id: string, isBesideAdmin: boolean): Found {
  const key = `${id} ${isBesideAdmin}`;
  const found = known.get(key) ?? ask(id, isBesideAdmin, "unknown", asked);
  known.set(key, found);
  return found;
}

function ask(id: string, isBesideAdmin: boolean, devices: number | "unknown", pitfalls: RegExp): Found {
  const documents = [{ Version: "2012-10-17", Statement: historicPolicies[id] }];
  const views = caseViews(engine, { name: id, documents, isBesideAdmin, devices, expect: "none" });
  const found = new Map<string, readonly GapHit[]>();
  for (const gap of gaps) {
    if (pitfalls.test(gap.pitfall) && gap.asks.includes("identity")) found.set(gap.pitfall, views.flatMap(gap.find));
  }
  return found;
}

function having(found: Found, ...verdicts: readonly GapVerdict[]): string {
  const pitfalls = [...found].filter(([, hits]) => hits.some(({ verdict }) => verdicts.includes(verdict)));
  return pitfalls
    .map(([pitfall]) => pitfall)
    .sort()
    .join(" ");
}

const each = rows.flatMap(([ids, ...row]) => ids.split(" ").map((id) => [id, ...row] as const));

describe("AWS's published policies", () => {
  it("are all asked about", () => {
    expect(each.map(([id]) => id).sort()).toEqual(Object.keys(historicPolicies).sort());
  });

  it.each(each)("%s has the gaps %s, beside an administrator %s too", (id, alone, beside, enrolment) => {
    const here = find(id, false);
    expect(having(here, "gap", "lockout")).toBe(alone);
    expect((here.get("P12") ?? []).map(({ verdict }) => verdict)).toEqual(enrolment === "may" ? ["may"] : []);
    const there = find(id, true);
    expect(having(there, "gap", "lockout")).toBe([alone, beside].filter(Boolean).join(" ").split(" ").sort().join(" "));
    expect((there.get("P12") ?? []).map(({ verdict }) => verdict)).toEqual(enrolment === "may" ? ["may"] : []);
  });

  it("A and B leave the whole of IAM to keys, as far as it is granted", () => {
    expect(
      find("A", false)
        .get("P07")
        ?.filter(({ verdict }) => verdict === "gap"),
    ).toHaveLength(27);
    expect(
      find("B", false)
        .get("P07")
        ?.filter(({ verdict }) => verdict === "gap"),
    ).toHaveLength(26);
    expect(find("A", true).get("P07")).toHaveLength(190);
  });

  it("L is open for everything but what it leaves out by name, and alone worth a note", () => {
    expect(find("L", true).get("P06")).toHaveLength(22_091 - 4);
    expect(having(find("L", false), "note")).toContain("P06");
  });

  it("enrolling is open to the key of a user without device, where a virtual one can be created", () => {
    for (const [id, , , enrolment] of each) {
      const verdicts = (ask(id, false, 0, /^P12$/).get("P12") ?? []).map(({ verdict }) => verdict);
      const isHardwareOnly = id === "L" || id === "M";
      expect([id, verdicts]).toEqual([id, enrolment === "none" ? [] : isHardwareOnly ? ["may"] : ["gap"]]);
    }
  });

  it("deactivating is mitigated by AWS's rule where only the own device can be reached", () => {
    for (const id of ["A", "D", "E"]) {
      expect(
        find(id, false)
          .get("P08")
          ?.map((hit) => hit.mitigatedBy),
      ).toEqual(["AWS-2023-001"]);
      expect(
        find(id, true)
          .get("P08")
          ?.map((hit) => hit.mitigatedBy),
      ).toEqual([undefined]);
    }
  });

  it("resynchronising is never more than a note", () => {
    for (const [id] of each) {
      expect((find(id, true).get("P13") ?? []).filter(({ verdict }) => verdict !== "note")).toEqual([]);
    }
  });
});
