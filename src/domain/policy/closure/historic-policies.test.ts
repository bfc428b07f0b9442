import { describe, expect, it } from "vitest";
import { historicPolicies } from "../../iam/prove/historic-policies-for-test.ts";
import { adminsForTest, type TestPrincipal } from "./model-for-test.ts";

const admin = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

/** Whether alice, with one of AWS's own policies beside Allow `*`, is administrator from a stolen key. */
function fromKey(id: string, devices: TestPrincipal["devices"] = 0): string {
  const policy = { Version: "2012-10-17", Statement: historicPolicies[id] };
  const found = adminsForTest([{ principals: [{ name: "alice", identity: [admin, policy], devices }] }]);
  return (found["alice"] ?? "").split(" ")[2] ?? "false";
}

describe("one of AWS's own MFA policies beside Allow *", () => {
  it.each(["A", "B", "J1", "J2", "L", "O"])("%s: a stolen key is administrator at once", (id) => {
    for (const devices of [0, 1, "unknown"] as const)
      expect([devices, fromKey(id, devices)]).toEqual([devices, "true"]);
  });

  it.each(["C1", "C2", "C3", "C4", "E", "F1", "F2", "G1", "G2", "H", "I1", "I2", "K1", "K2", "K3"])(
    "%s: administrator with a first device, perhaps when there is one or nobody knows",
    (id) => {
      expect([fromKey(id, 0), fromKey(id, 1), fromKey(id, "unknown")]).toEqual(["true", "may", "may"]);
    },
  );

  it("M: perhaps, by a hardware token of the thief", () => {
    expect([fromKey("M", 0), fromKey("M", 1), fromKey("M", "unknown")]).toEqual(["may", "may", "may"]);
  });

  it("P: closed", () => {
    expect([fromKey("P", 0), fromKey("P", 1), fromKey("P", "unknown")]).toEqual(["false", "false", "false"]);
  });
});
