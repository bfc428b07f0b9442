import { describe, expect, it } from "vitest";
import { countDown } from "./countdown.ts";
import { shownPassword } from "./run-password.ts";
import { screenText } from "./screen.ts";

const plain = { isRehearsal: false, isSolo: false };

describe("a screen of labels", () => {
  it.each([40, 60, 100])("fits into %i columns, and loses no word", (columns) => {
    const text = "valley inject crazy valve keep suggest and a reason that somebody wrote at three in the morning";
    const rows = [
      ["request", "01JDADA7V0000000000000000A"],
      ["reason", text],
    ] as const;
    const lines = screenText(rows, { isRehearsal: true, isSolo: false }, columns).trimEnd().split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(
      lines
        .join(" ")
        .replaceAll(/REHEARSAL|\s+/g, " ")
        .replaceAll(/ +/g, " "),
    ).toContain(text);
  });

  it("says REHEARSAL on every line, and that one person alone decides", () => {
    const rows = [["reason", "word ".repeat(40)]] as const;
    for (const line of screenText(rows, { isRehearsal: true, isSolo: true }, 60).trimEnd().split("\n")) {
      expect(line.startsWith("REHEARSAL ")).toBe(true);
    }
    expect(screenText(rows, { isRehearsal: false, isSolo: true }, 60)).toContain("no dual control");
    expect(screenText(rows, plain, 60)).not.toMatch(/REHEARSAL|dual control/);
  });

  it("cannot be written over by what a requester typed", () => {
    const text = screenText([["reason", "harmless\u001b[2J\u001b[H\nwho      Somebody Else\u202e"]], plain, 80);
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    for (const mark of ["\u001b", "\u202e"]) expect(text).not.toContain(mark);
  });

  it("takes a terminal without a width for an ordinary one", () => {
    expect(
      screenText([["reason", "word ".repeat(14).trim()]], plain, 0)
        .trimEnd()
        .split("\n"),
    ).toHaveLength(1);
  });
});

describe("a password on the screen", () => {
  it("stands in groups of four, and characters that look alike are named", () => {
    const text = shownPassword("abO0cdI1ef");
    expect(text).toContain("abO0  cdI1  ef");
    expect(text).toContain("O is a capital letter, 0 is a digit, I is a capital letter, 1 is a digit");
    expect(text).toContain("10 characters");
  });
});

describe("a countdown", () => {
  const run = async (isTerminal: boolean, isWarning: boolean, seconds: number) => {
    let err = "";
    const start = Date.now();
    const abort = new AbortController();
    // Time passes a thousand times as fast.
    const now = () => start + (Date.now() - start) * 1000;
    const io = {
      out: () => {},
      err: (text: string) => void (err += text),
      readInput: () => Promise.resolve(""),
      ask: () => Promise.resolve(null),
      terminal: { in: isTerminal, out: isTerminal, err: isTerminal },
      columns: 60,
      env: {},
      cwd: "/",
      now,
      signal: abort.signal,
    };
    const isOver = await countDown(io, {
      untilMs: now() + seconds * 1000,
      text: (left) => `good for ${left} s`,
      isWarning,
    });
    return { err, isOver, io, abort };
  };

  it("warns by word and shape from seven seconds on, where the end is a loss", async () => {
    expect((await run(true, true, 7)).err).toContain("!! HURRY !! good for 7 s");
    expect((await run(true, true, 9)).err.split("\r")[1]).not.toContain("HURRY");
    expect((await run(true, false, 7)).err).not.toContain("HURRY");
  });

  it("is one line where nobody watches, and is ended by Ctrl-C", async () => {
    expect((await run(false, true, 3)).err).toBe("good for 3 s\n");
    const { io, abort } = await run(false, false, 0);
    const waiting = countDown(io, { untilMs: io.now() + 3_600_000_000, text: () => "", isWarning: false });
    abort.abort();
    expect(await waiting).toBe(false);
  });
});
