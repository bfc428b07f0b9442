import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { actionIndex } from "../iam/catalogue/action-index.ts";
import { escalationFacts } from "./escalation-facts-for-test.ts";
import { escalations } from "./escalation-registry.ts";

const folder = join(import.meta.dirname, "escalations");

describe("the escalations", () => {
  it("are 128, one file each, sorted by id", () => {
    const ids = escalations.map(({ id }) => id);
    expect(ids).toHaveLength(128);
    expect(ids).toEqual(ids.toSorted());
    expect(
      readdirSync(folder)
        .map((name) => name.replace(/\.ts$/, ""))
        .sort(),
    ).toEqual(ids);
  });

  it("say what is known of them elsewhere", () => {
    const said = escalations.map(({ id, kind, trust, needs, unseen }) => ({
      id,
      kind,
      trust,
      best: unseen === null ? "certain" : "may",
      needs: needs.map(({ action, resource, isOptional }) => ({ action, resource, isOptional: isOptional ?? false })),
    }));
    expect(said).toEqual(escalationFacts);
  });

  it("call 151 actions, each spelled as in the catalogue", () => {
    const index = actionIndex();
    const actions = [...new Set(escalations.flatMap(({ needs }) => needs.map(({ action }) => action)))];
    expect(actions).toHaveLength(151);
    const spelled = actions.map((action) => index.names[index.byName.get(action.toLowerCase()) ?? -1]);
    expect(spelled).toEqual(actions);
  });

  it("come from where they say: 102 upstream ids, each once", () => {
    const upstream = escalations.flatMap(({ pathfinding }) => pathfinding ?? []);
    expect(upstream).toHaveLength(102);
    expect(new Set(upstream).size).toBe(102);
    const counts = Object.groupBy(escalations, ({ source }) => source);
    expect([counts.pathfinding?.length, counts.prowler?.length, counts.own?.length]).toEqual([102, 7, 19]);
    for (const { pathfinding, source } of escalations) expect(pathfinding !== null).toBe(source === "pathfinding");
  });

  it("have titles that differ, and sentences that end", () => {
    expect(new Set(escalations.map(({ title }) => title)).size).toBe(128);
    for (const { gain, unseen, seen } of escalations) {
      for (const text of [gain, unseen ?? ".", seen ?? "."]) expect(text).toMatch(/\.$/);
    }
  });
});
