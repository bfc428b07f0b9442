import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { openBrokerStore } from "./open-broker-store.ts";
import { testPlace, type TestPlace } from "./store-for-test.ts";

const script = fileURLToPath(new URL("./store-process-for-test.ts", import.meta.url));

function argumentsOf({ file, hostIdFile }: TestPlace, what: string, count = "0"): string[] {
  return [script, file, hostIdFile, what, count];
}

async function inPlace(work: (place: TestPlace) => void | Promise<void>): Promise<void> {
  const place = testPlace();
  try {
    openBrokerStore({ ...place, create: true }).store.close();
    await work(place);
  } finally {
    place.remove();
  }
}

/** The next line that a process says. */
async function lineOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("no output");
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, "line")) as [string];
  return line;
}

describe("two processes on one store", () => {
  it("are one too many: the second is refused while the first lives, and is let in after", () =>
    inPlace(async (place) => {
      const child = spawn(process.execPath, argumentsOf(place, "hold"), { stdio: ["pipe", "pipe", "inherit"] });
      const ended = once(child, "exit");
      expect(await lineOf(child)).toBe("open");
      expect(codedRow(() => openBrokerStore(place))).toBe("BROKER_STORE_RUNNING");
      expect(codedRow(() => openBrokerStore({ ...place, create: true }))).toBe("BROKER_STORE_RUNNING");
      child.stdin?.end();
      await ended;
      const { store, status } = openBrokerStore(place);
      expect(status).toBe("open");
      const second = spawnSync(process.execPath, argumentsOf(place, "hold"), { encoding: "utf8", timeout: 60_000 });
      expect(second.stdout.trim()).toBe("BROKER_STORE_RUNNING");
      expect(codedRow(() => openBrokerStore(place))).toBe("BROKER_STORE_RUNNING");
      store.close();
    }));
});

describe("a process that is killed", () => {
  it.each([
    ["after the first statement", "1", 0],
    ["after the second", "2", 0],
    ["before the commit", "3", 0],
    ["after the commit", "4", 1],
  ])("%s leaves whole transactions only", (_when, statement, last) =>
    inPlace((place) => {
      const died = spawnSync(process.execPath, argumentsOf(place, "die", statement), { timeout: 60_000 });
      expect(died.signal).toBe("SIGKILL");
      const { store, status } = openBrokerStore(place);
      expect(status).toBe("open");
      expect(store.steps.all().rows.map(({ step }) => step)).toEqual([0, 1].slice(0, last + 1));
      expect(store.facts.get("turn")).toBe(last);
      expect(store.pending.all()).toHaveLength(last + 1);
      store.close();
    }),
  );

  it("at any moment keeps all that it had told, and nothing half", () =>
    inPlace(async (place) => {
      for (const afterMs of [0, 3, 11]) {
        const child = spawn(process.execPath, argumentsOf(place, "turns"), { stdio: ["ignore", "pipe", "inherit"] });
        const ended = once(child, "close");
        let said = "";
        child.stdout.on("data", (chunk: Buffer) => {
          if (said === "" || !said.includes("\n20\n")) said += String(chunk);
          if (said.includes("\n20\n")) setTimeout(() => child.kill("SIGKILL"), afterMs);
        });
        await ended;
        const told = Math.max(...said.split("\n").map((line) => (/^\d+$/.test(line) ? Number(line) : -1)));
        expect(told).toBeGreaterThanOrEqual(20);
        const { store } = openBrokerStore(place);
        const steps = store.steps.all().rows.map(({ step }) => step);
        expect(steps.length).toBeGreaterThan(told);
        expect(steps).toEqual(steps.map((_step, at) => at));
        expect(store.facts.get("turn")).toBe(steps.length - 1);
        expect(store.pending.all()).toHaveLength(steps.length);
        store.close();
        place.remove();
        openBrokerStore({ ...place, create: true }).store.close();
      }
    }));
});

describe.skipIf(process.platform === "win32")("a disk that takes no more", () => {
  it("fails a transaction whole, with everything told before kept", () =>
    inPlace((place) => {
      // A limit of the size of files, in blocks of 512 bytes; the signal that would end the process is ignored.
      const shell = 'trap "" XFSZ; ulimit -f 2000; exec "$0" "$@"';
      const args = ["-c", shell, process.execPath, ...argumentsOf(place, "fill")];
      const { stdout } = spawnSync("sh", args, { encoding: "utf8", timeout: 60_000 });
      const lines = stdout.trim().split("\n");
      expect(lines.at(-1)).toMatch(/^BROKER_STORE_(?:FULL|FAILED)$/);
      const told = Number(lines.at(-2));
      expect(told).toBeGreaterThan(5);
      const { store } = openBrokerStore(place);
      expect(store.steps.all().rows.map(({ step }) => step)).toEqual(Array.from({ length: told + 1 }, (_, at) => at));
      expect([store.facts.get(`f${told}`) === null, store.facts.get(`f${told + 1}`)]).toEqual([false, null]);
      store.close();
    }));
});
