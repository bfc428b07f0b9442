import { describe, expect, it } from "vitest";
import { Acknowledged } from "./acknowledged.ts";
import { enrolledTwice, givenTwice, lost } from "./after-kills.ts";
import { playTrial } from "./kill-trial.ts";
import type { Entry } from "./log-entries.ts";

describe("gate and broker killed outright while people import and use accounts", () => {
  it("lose nothing that they acknowledged, and give nothing twice", async ({ annotate }) => {
    const said = await playTrial({
      accounts: 6,
      uses: 1,
      withCodes: false,
      duringImport: { least: 50, most: 500, kills: 2 },
      duringUses: { least: 50, most: 700, kills: 1 },
    });
    await annotate(said);
  });
});

describe("the checker", () => {
  const entry = (type: string, of: Partial<Entry>): Entry => ({ type, actor: { person: "ann" }, d: {}, ...of });
  const code = (request: string, step: number, type = "release.code"): Entry =>
    entry(type, { account: "aws:1", request, d: { step, n: 1 } });

  it("finds a step of two grants, and one that was first given out twice", () => {
    expect(givenTwice([code("a", 1), code("a", 2), code("a", 2, "release.repeat")])).toEqual([]);
    expect(givenTwice([code("a", 1), code("b", 1)])).toEqual(["aws:1 1: two grants", "aws:1 1: first given out twice"]);
    expect(givenTwice([code("a", 1), code("b", 1, "release.repeat")])).toEqual(["aws:1 1: two grants"]);
    expect(givenTwice([code("a", 1, "release.lost"), code("a", 1)])).toEqual(["aws:1 1: first given out twice"]);
  });

  it("finds a version that was enrolled twice", () => {
    const enrolled = (version: number): Entry =>
      entry("item.enrolled", { account: "aws:1", d: { vault: "S", version } });
    expect(enrolledTwice([enrolled(1), enrolled(2)])).toEqual([]);
    expect(enrolledTwice([enrolled(1), enrolled(1)])).toEqual(["aws:1 S 1"]);
  });

  it("finds whatever was acknowledged and is not there", () => {
    const told = new Acknowledged();
    told.passwords.add("aws:1");
    told.seeds.add("aws:1");
    told.requests.add("r");
    told.approvals.push({ requestId: "r", person: "ann" });
    told.releases.push({ requestId: "r", what: "code", n: 1 }, { requestId: "r", what: "password", n: 1 });
    told.closed.add("r");
    const nothing = { gate: [], broker: [], rows: () => 0, unwritten: () => [], close: () => undefined };
    expect(lost(nothing, told)).toHaveLength(15);
  });
});
