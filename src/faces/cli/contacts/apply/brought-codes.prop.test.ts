import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { moveTo, phoneChange, planForTest } from "../../../../domain/custody/contacts/plan-for-test.ts";
import { type BroughtCodes, readCodes } from "./brought-codes.ts";

const one = planForTest({ "222222222222": [moveTo("a@corp.example")], "333333333333": [phoneChange] });
const two = planForTest({
  "222222222222": [moveTo("a@corp.example")],
  "333333333333": [moveTo("b@corp.example", "b-old@corp.example")],
});

const inputOf = (input: string) => ({
  out: () => {},
  err: () => {},
  readInput: () => Promise.resolve(input),
  ask: () => Promise.resolve(null),
  terminal: { in: false, out: false, err: false },
  columns: 80,
  env: {},
  cwd: "/",
  now: Date.now,
  signal: new AbortController().signal,
});
const read = (text: string, plan = two): Promise<BroughtCodes> => readCodes(inputOf(text), "-", plan);
const shown = (codes: BroughtCodes): object => Object.fromEntries([...codes].map(([id, code]) => [id, code.reveal()]));

describe("codes that were brought", () => {
  it("stand beside their accounts, or alone where one mailbox moves", async () => {
    expect(shown(await read("222222222222 A1B2C3\n\n333333333333: d4e5f6\r\n"))).toEqual({
      "222222222222": "A1B2C3",
      "333333333333": "d4e5f6",
    });
    expect(shown(await read("A1B2C3\n", one))).toEqual({ "222222222222": "A1B2C3" });
  });

  it.each([
    ["alone where two mailboxes move", "A1B2C3", two],
    ["too short", "222222222222 A1B2C", two],
    ["with another sign", "222222222222 A1B2-3", two],
    ["of an account whose mailbox stays", "333333333333 A1B2C3", one],
    ["twice", "222222222222 A1B2C3\n222222222222 A1B2C4", two],
  ])("are refused %s, and never repeated", async (_, text, plan) => {
    const error: unknown = await read(text, plan).catch((thrown: unknown) => thrown);
    if (!(error instanceof CodedError)) throw new Error("it was taken");
    expect(error.row.code).toBe("CLI_INPUT_MALFORMED");
    expect(`${error.message} ${error.hint} ${JSON.stringify(error.position)}`).not.toMatch(/A1B2/);
  });

  it("of any text are codes or a coded error", async () => {
    const line = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9]{12}[ :=][A-Za-z0-9]{5,7}$/),
      fc.stringMatching(/^.{6}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (lines) => {
        const codes: unknown = await read(lines.join("\n")).catch((thrown: unknown) => thrown);
        if (codes instanceof Map) for (const code of codes.values()) expect(String(code)).toBe("[secret]");
        else expect(codes).toBeInstanceOf(CodedError);
      }),
    );
  });
});
