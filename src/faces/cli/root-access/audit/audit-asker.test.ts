import { describe, expect, it } from "vitest";
import { rejectedRow } from "../../../../../test/support/rejected-row.ts";
import type { Io } from "../../io.ts";
import { Settings } from "../../settings/resolved.ts";
import { auditAsker } from "./audit-asker.ts";

const settings = (assumeRoot: boolean, noInput = false): Settings =>
  new Settings(
    new Map([
      ["assumeRoot", { value: assumeRoot, origin: "flag" }],
      ["noInput", { value: noInput, origin: "flag" }],
      ["yes", { value: true, origin: "flag" }],
    ]),
  );

/** A terminal where somebody says this; what was asked. */
function terminal(answer: string | null, env: Io["env"] = {}): { readonly io: Io; readonly asked: string[] } {
  const asked: string[] = [];
  const io = {
    ask: (question: string) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
    terminal: { in: true, out: true, err: true },
    env,
  };
  return { io: io as Io, asked };
}

describe("an audit session", () => {
  it("is opened by the flag, and nobody is asked", async () => {
    const { io, asked } = terminal("n");
    expect(await auditAsker({ io, settings: settings(true) })(3)).toBe(true);
    expect(asked).toEqual([]);
  });

  it("is opened by a yes to the number of accounts that will log it", async () => {
    for (const answer of ["y", "YES "]) {
      const { io, asked } = terminal(answer);
      expect(await auditAsker({ io, settings: settings(false) })(3)).toBe(true);
      expect(asked).toEqual([expect.stringContaining("3 accounts and the caller's account will log")]);
    }
  });

  it("is not opened by anything else, nor where nobody can be asked: then the flag is named", async () => {
    for (const answer of ["", "n", "yesno", null]) {
      expect(await rejectedRow(auditAsker({ io: terminal(answer).io, settings: settings(false) })(1))).toBe(
        "CLI_INPUT_NEEDED",
      );
    }
    const { io, asked } = terminal("y");
    const pipe = { ...io, terminal: { in: false, out: false, err: false } };
    const silent = [
      auditAsker({ io, settings: settings(false, true) }),
      auditAsker({ io: terminal("y", { CI: "1" }).io, settings: settings(false) }),
      auditAsker({ io: pipe, settings: settings(false) }),
    ];
    for (const ask of silent) await expect(ask(2)).rejects.toThrow("--assume-root");
    expect(asked).toEqual([]);
  });
});
