// The seed holder is small enough to be read: everything that its process can load is listed here and counted.
import { describe, expect, it } from "vitest";
import { reachedFrom, roomOfReached, running } from "./reached.ts";

const rooms = [
  "app/broker",
  "domain/core",
  "domain/crypto",
  "domain/custody/documents",
  "domain/custody/envelope",
  "domain/custody/errors.ts",
  "domain/custody/frame",
  "domain/custody/items",
  "domain/custody/kits",
  "domain/custody/protocol",
  "domain/custody/refused.ts",
  "domain/custody/release-policy",
  "domain/custody/request",
  "domain/custody/roster",
  "domain/custody/steps",
  "domain/custody/totp",
  "domain/ledger",
  "faces/broker",
  "world/anchors",
  "world/clock",
  "world/kit-files",
  "world/ledger-files",
  "world/lines",
  "world/notify",
  "world/sealing",
  "world/separation",
  "world/store/broker",
  "world/store/sqlite",
];

const direct = ["@noble/ciphers", "@noble/curves", "@noble/hashes", "age-encryption", "shamir-secret-sharing", "zod"];

/** Packages with all that they depend on. */
const mostPackages = 8;
/** The aim is 5,000 and not reached; this stands just above what it is, so that nothing comes in unseen. */
const mostLines = 12_080;

const reached = reachedFrom("faces/broker/main.ts");
const lines = [...reached.lines.values()].reduce((sum, each) => sum + each, 0);
const total = `${reached.lines.size} files of ours, ${lines} lines that run, ${reached.packages.length} packages (${reached.direct.length} direct)`;

describe(`the broker's process reaches ${total}`, () => {
  it("only rooms that stand in the list", async ({ annotate }) => {
    const byRoom = new Map<string, { files: number; lines: number }>();
    for (const [path, count] of reached.lines) {
      const sum = byRoom.get(roomOfReached(path)) ?? { files: 0, lines: 0 };
      byRoom.set(roomOfReached(path), { files: sum.files + 1, lines: sum.lines + count });
    }
    const rows = [...byRoom].toSorted(([, one], [, other]) => other.lines - one.lines);
    const { imports, errorTexts, brackets } = reached.ofThese;
    const parts = `of these ${imports} lines of imports, ${errorTexts} of error rows, ${brackets} with a closing bracket alone`;
    await annotate(
      [
        total,
        parts,
        ...rows.map(([room, sum]) => `${String(sum.lines).padStart(6)} lines ${sum.files} files ${room}`),
      ].join("\n"),
    );
    expect([...byRoom.keys()].toSorted()).toEqual(rooms);
  });

  it(`at most ${mostLines} lines that run`, () => {
    expect(lines).toBeLessThanOrEqual(mostLines);
  });

  it("only packages that stand in the list, at most eight with all that they depend on", async ({ annotate }) => {
    await annotate(reached.packages.join(", "));
    expect(reached.direct).toEqual(direct);
    expect(reached.packages.length).toBeLessThanOrEqual(mostPackages);
    for (const name of direct) expect(reached.packages).toContain(name);
  });

  it("nothing of the gate, of the command line or of the password vault's store", () => {
    const foreign =
      /^(app\/(?!broker)|faces\/(?!broker)|world\/store\/(gate|backup)|world\/(gate-client|identity|broker-client))/;
    expect([...reached.lines.keys()].filter((path) => foreign.test(path))).toEqual([]);
  });

  it("nothing that starts another program, another thread or another reading of its memory", async ({ annotate }) => {
    await annotate(reached.node.join(", "));
    const never = ["child_process", "cluster", "inspector", "repl", "vm", "worker_threads", "v8"];
    expect(reached.node.filter((name) => never.includes(name))).toEqual([]);
    expect(reached.node).toContain("sqlite");
  });

  it("counted as it runs: types and comments are no lines, imports inside functions are followed", () => {
    const text = 'import type { A } from "./a.ts";\n// b\n/** c */\nexport const d: A = await import("./e.ts");\n';
    const code = running(text).split("\n");
    expect(code.filter((line) => line.trim() !== "")).toHaveLength(1);
    expect(reached.lines.get("faces/broker/main.ts")).toBeGreaterThan(50);
  });
});
