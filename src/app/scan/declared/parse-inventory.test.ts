import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { emptyInventory } from "../../../domain/inventory/inventory.ts";
import { parseInventory } from "./parse-inventory.ts";

const failure = (text: string): CodedError => {
  try {
    parseInventory(text, "inv.yaml");
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error("it was taken");
};

describe("an inventory file", () => {
  it("may be empty", () => {
    expect(parseInventory("", "inv.yaml")).toEqual(emptyInventory);
    expect(parseInventory("# nothing yet\n", "inv.yaml")).toEqual(emptyInventory);
  });

  it("holds what people declare", () => {
    const text = [
      "mailboxes:",
      "  root@corp.example: {readers: [ann, bob], mfa: true, dedicated: false, attested: 2026-11-01}",
      "phones:",
      '  "+1 555 0100": {holders: [ann]}',
      "devices:",
      '  "111122223333": [{kind: fido, place: safe Berlin}]',
    ].join("\n");
    const read = parseInventory(text, "inv.yaml");
    expect(read.mailboxes["root@corp.example"]?.readers).toEqual(["ann", "bob"]);
    expect(read.phones["+1 555 0100"]?.holders).toEqual(["ann"]);
    expect(read.devices["111122223333"]?.[0]?.place).toBe("safe Berlin");
  });

  it.each([
    ["an unknown key", "mailboxes: {}\nmailbox: {}\n", 2],
    ["an unknown key inside an entry", "mailboxes:\n  a@b.example:\n    reader: [ann]\n", 3],
    ["a value of the wrong kind", "mailboxes:\n  a@b.example:\n    mfa: perhaps\n", 3],
    ["a date that is none", "mailboxes:\n  a@b.example:\n    attested: 2026-13-40\n", 3],
    ["an account id without twelve digits", 'devices:\n  "1234": []\n', 2],
    ["a key written twice", "phones: {}\nphones: {}\n", 2],
    ["broken YAML", "mailboxes: [\nphones: {}\n", 1],
    ["a list at the top", "- a\n- b\n", 1],
  ])("is refused with its line for %s", (_name, text, line) => {
    const error = failure(text);
    expect(error.row.code).toBe("INVENTORY_MALFORMED");
    expect(error.position?.file).toBe("inv.yaml");
    expect(error.position?.line).toBeGreaterThanOrEqual(line);
  });
});
