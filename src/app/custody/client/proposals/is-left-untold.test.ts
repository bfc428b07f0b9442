import { describe, expect, it } from "vitest";
import type { ContactChange } from "../../../../domain/custody/contacts/contacts-plan.ts";
import {
  alternateForTest,
  moveTo,
  phoneChange,
  primaryForTest,
} from "../../../../domain/custody/contacts/plan-for-test.ts";
import { isLeftUntold } from "./is-left-untold.ts";

const tell = (change: object = {}) => ({ mailboxes: [], phones: [], people: [], ...change });
const untold = (changes: ContactChange[], of = tell()): boolean => isLeftUntold({ changes, tell: of });

describe("somebody who loses by a change", () => {
  it("is the holder of the old phone, unless the plan names that number in whatever form", () => {
    expect(untold([phoneChange])).toBe(true);
    expect(untold([phoneChange], tell({ phones: ["+1 555 0199"] }))).toBe(true);
    expect(untold([phoneChange], tell({ phones: ["+15550100"] }))).toBe(false);
    expect(untold([phoneChange], tell({ phones: ["+1 (555) 0100"] }))).toBe(false);
  });

  it("is whoever AWS's notices no longer reach", () => {
    const gone: ContactChange = { kind: "alternate", type: "SECURITY", old: alternateForTest(), new: null };
    expect(untold([gone])).toBe(true);
    expect(untold([gone], tell({ mailboxes: ["SEC@corp.example"] }))).toBe(false);
  });

  it("is nobody where nothing is taken away, and the left mailbox is told in any case", () => {
    expect(untold([{ kind: "alternate", type: "SECURITY", old: null, new: alternateForTest() }])).toBe(false);
    const city: ContactChange = { kind: "primary", old: primaryForTest(), new: primaryForTest({ City: "Basel" }) };
    expect(untold([city])).toBe(false);
    expect(untold([{ kind: "primary", old: null, new: primaryForTest() }])).toBe(false);
    expect(untold([moveTo("new@corp.example")])).toBe(false);
  });
});
