import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { DesiredContacts } from "../../../../domain/custody/contacts/planning/desired-contacts.ts";
import { readDesired } from "./read-desired.ts";

const read = (text: string): Promise<DesiredContacts> =>
  readDesired(
    {
      out: () => {},
      err: () => {},
      readInput: () => Promise.resolve(text),
      ask: () => Promise.resolve(null),
      terminal: { in: false, out: false, err: false },
      columns: 80,
      env: {},
      cwd: "/",
      now: Date.now,
      signal: new AbortController().signal,
    },
    "-",
  );

async function placeOf(text: string): Promise<string> {
  const error: unknown = await read(text).catch((thrown: unknown) => thrown);
  if (!(error instanceof CodedError)) throw new Error("it was taken");
  const { row, position } = error;
  return `${row.code} ${position?.file ?? ""}:${position?.line ?? ""}:${position?.column ?? ""}`;
}

describe("a file of desired contacts", () => {
  it.each([
    ["a wrong value", 'accounts:\n  "111122223333":\n    primary: {phone: 15550100}\n', "3:22"],
    ["an unknown key", 'accounts:\n  "111122223333": {phone: x}\n', "2:19"],
    ["an account that is none", "accounts:\n  x: {}\n", "2:6"],
    ["a key that is there twice", "accounts: {}\naccounts: {}\n", "2:1"],
    ["no accounts", "", "1:1"],
    ["a text in their place", "accounts: x\n", "1:11"],
  ])("says where it has %s", async (_, text, place) => {
    expect(await placeOf(text)).toBe(`CONTACTS_DESIRED_UNFIT -:${place}`);
  });

  it("of any text is a wish or a coded error", async () => {
    const likely = fc.constantFrom(
      "accounts:",
      '  "*":',
      '  "111122223333":',
      "    primary:",
      "      phone: none",
      "    mailbox: a@b.example",
      "    alternate: {security: none}",
      "&a [*a]",
      "? {",
      "\u0000",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 4, arbitrary: likely }, fc.string())), async (lines) => {
        const desired: unknown = await read(lines.join("\n")).catch((thrown: unknown) => thrown);
        expect(
          desired instanceof CodedError || (typeof desired === "object" && desired !== null && "of" in desired),
        ).toBe(true);
      }),
    );
  });
});
