import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { keepKit } from "./keep-kit.ts";
import { KitKeeper, type KitSource } from "./kit-keeper.ts";

const top = mkdtempSync(join(tmpdir(), "rootward-kit-files-"));
const directory = join(top, "kit");
afterAll(() => rmSync(top, { recursive: true, force: true }));
beforeEach(() => rmSync(directory, { recursive: true, force: true }));

let sealed = 0;
const source = (text: string): KitSource => ({
  signature: text,
  count: text.length,
  seal: async () => {
    sealed++;
    return new TextEncoder().encode(`${text} ${sealed}`);
  },
});
const keeper = () => new KitKeeper(directory, "S");
const file = () => readFileSync(join(directory, "kit-s.age"), "utf8");

describe("a kit's file", () => {
  it("is written once for the same items, for the group too, and leaves nothing beside it", async () => {
    expect((await keeper().keep(source("one"))).status).toBe("written");
    const first = file();
    expect((await keeper().keep(source("one"))).status).toBe("same");
    expect(file()).toBe(first);
    expect(statSync(join(directory, "kit-s.age")).mode & 0o777).toBe(0o640);
    expect((await keeper().keep(source("two"))).status).toBe("written");
    expect(readdirSync(directory)).toEqual(["kit-s.age", "kit-s.json"]);
  });

  it("is made again when somebody changed or removed it", async () => {
    for (const harm of [
      () => writeFileSync(join(directory, "kit-s.age"), "x"),
      () => rmSync(join(directory, "kit-s.age")),
      () => writeFileSync(join(directory, "kit-s.json"), "{"),
      () => writeFileSync(join(directory, "kit-s.json"), '{"signature":"one"}'),
    ]) {
      await keeper().keep(source("one"));
      harm();
      expect((await keeper().keep(source("one"))).status).toBe("written");
    }
  });

  it("of nothing is only written where there was something", async () => {
    expect(await keeper().keep(source(""))).toEqual({ status: "same", sha256: "" });
    await keeper().keep(source("one"));
    expect((await keeper().keep(source(""))).status).toBe("written");
  });
});

describe("keeping it up to date", () => {
  it("looks only when the log has grown, and writes at most once in ten seconds", async () => {
    const world = { size: 1, text: "one", ms: 0, looks: 0 };
    const kit = async () => (world.looks++, source(world.text));
    const said: string[] = [];
    const keeping = keepKit(directory, "P", {
      logSize: () => world.size,
      kit,
      nowMs: () => world.ms,
      say: (line) => void said.push(line),
    });
    await keeping.look();
    await keeping.look();
    expect(world.looks).toBe(1);
    Object.assign(world, { size: 2, text: "two", ms: 9000 });
    await keeping.look();
    expect(world.looks).toBe(1);
    world.ms = 10_000;
    await keeping.look();
    expect(world.looks).toBe(2);
    Object.assign(world, { size: 3, text: "three" });
    await keeping.last();
    expect(readFileSync(join(directory, "kit-p.age"), "utf8")).toContain("three");
    expect(said).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)("says once why it cannot be written, and tries again", async () => {
    rmSync(directory, { recursive: true, force: true });
    chmodSync(top, 0o500);
    const world = { ms: 0 };
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const keeping = keepKit(directory, "P", {
      logSize: () => 1,
      kit: async () => source("one"),
      nowMs: () => world.ms,
      say,
    });
    for (let at = 0; at < 3; at++) {
      await keeping.look();
      world.ms += 10_000;
    }
    expect(said).toEqual(["the kit of vault P is not written: EACCES"]);
    chmodSync(top, 0o700);
    await keeping.look();
    expect(readFileSync(join(directory, "kit-p.age"), "utf8")).toContain("one");
  });

  it("a kit that cannot be sealed is said once, and made when it can", async () => {
    const world = { ms: 0, isBroken: true };
    const said: string[] = [];
    const kit = async (): Promise<KitSource> => {
      if (world.isBroken) throw Object.assign(new Error("full"), { code: "ENOSPC" });
      return source("one");
    };
    const say = (line: string) => void said.push(line);
    const keeping = keepKit(directory, "P", { logSize: () => 1, kit, nowMs: () => world.ms, say });
    await keeping.look();
    world.ms = 10_000;
    await keeping.look();
    world.ms = 20_000;
    world.isBroken = false;
    await keeping.look();
    expect(said).toEqual(["the kit of vault P is not written: ENOSPC"]);
    expect(readdirSync(directory)).toEqual(["kit-p.age", "kit-p.json"]);
  });
});
