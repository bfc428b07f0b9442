import { describe, expect, it } from "vitest";
import { instantOfMillis } from "../../../../domain/core/instant.ts";
import { inventorySchema } from "../../../../domain/inventory/inventory.ts";
import { peopleOf } from "./people-of.ts";

const people = peopleOf(
  inventorySchema.parse({
    mailboxes: {
      "Root@Corp.Example": { readers: ["jane"], attested: "2026-11-01" },
      "old@corp.example": { readers: ["omar"], attested: "2025-01-01" },
      "locked@corp.example": { readers: [] },
      "silent@corp.example": { mfa: true },
    },
    phones: { "+1 (555) 0100": { holders: ["ana"] }, "+1 555 0101": { attested: "2026-11-01" } },
  }),
  instantOfMillis(Date.UTC(2026, 10, 22)),
);

describe("the people behind contacts", () => {
  it("are found however the address or the number is written", () => {
    expect(people.readersOf("root@corp.example")).toEqual(["jane"]);
    expect(people.holdersOf("+15550100")).toEqual(["ana"]);
  });

  it("are not known where the inventory is silent or was attested over 180 days ago", () => {
    expect(people.readersOf("nobody@corp.example")).toBeNull();
    expect(people.readersOf("old@corp.example")).toBeNull();
    expect(people.readersOf("silent@corp.example")).toBeNull();
    expect(people.holdersOf("+1 555 0101")).toBeNull();
  });

  it("are nobody where the inventory says so, which is not silence", () => {
    expect(people.readersOf("locked@corp.example")).toEqual([]);
  });
});
