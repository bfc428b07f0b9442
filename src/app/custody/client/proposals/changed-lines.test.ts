import { describe, expect, it } from "vitest";
import { person, roster } from "../../../../../test/custody/people.ts";
import { changesBetween } from "./changed-lines.ts";

const paths = (before: unknown, after: unknown): string[] =>
  changesBetween(before, after).map(({ path, before: was, after: is }) => `${path}: ${was ?? "-"} > ${is ?? "-"}`);

describe("what changed between two versions", () => {
  it("is nothing when people only stand in another order", () => {
    const one = roster();
    expect(paths(one, { ...one, persons: one.persons.toReversed() })).toEqual([]);
  });

  it("names a person who came, one who went, and a key that was exchanged under a known name", () => {
    const one = roster({ persons: ["jane", "omar"].map((id) => person(id)) });
    const swapped = { ...person("omar"), recipientP: "age1other" };
    const two = { ...one, persons: [swapped, person("eve", { idp: [] })] };
    const said = paths(one, two);
    expect(said).toContain(`persons.omar.recipientP: ${one.persons[1]?.recipientP ?? ""} > age1other`);
    expect(said.some((line) => line.startsWith("persons.eve.id: - > eve"))).toBe(true);
    expect(said.some((line) => line.startsWith("persons.jane.id: jane > -"))).toBe(true);
    expect(said.filter((line) => line.startsWith("persons.omar")).length).toBe(1);
  });

  it("shows lists of plain values whole, and what becomes empty", () => {
    expect(paths({ roles: ["a", "b"] }, { roles: ["a"] })).toEqual(['roles: ["a","b"] > ["a"]']);
    expect(paths({ all: [{ group: "security", min: 2 }] }, { all: [] })).toEqual([
      'all: [{"group":"security","min":2}] > []',
    ]);
    expect(paths({ all: [{ group: "security", min: 2 }] }, { all: [{ group: "security", min: 1 }] })).toEqual([
      "all.security.min: 2 > 1",
    ]);
  });
});
