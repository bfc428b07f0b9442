import { expect, it } from "vitest";
import { standIn } from "../../../../test/custody/client/stand-in.ts";
import { unseen } from "../../../domain/core/fact.ts";
import type { Invocation } from "../command.ts";
import { Settings } from "../settings/resolved.ts";
import { settings } from "../settings/settings.ts";
import { proveDevice } from "./prove-device.ts";

const account = "aws:123456789012";
const quiet = new Settings(new Map(settings.map(({ key, fallback }) => [key, { value: fallback, origin: "default" }])));

async function proof(look: (stop: AbortController) => ReturnType<Parameters<typeof proveDevice>[3]["look"]>) {
  const stand = await standIn();
  const stop = new AbortController();
  let err = "";
  const io: Invocation["io"] = {
    out: () => {},
    err: (text) => void (err += text),
    readInput: () => Promise.resolve(""),
    ask: () => Promise.resolve(null),
    terminal: { in: false, out: false, err: true },
    columns: 200,
    env: {},
    cwd: "/",
    now: () => stand.clock.ms,
    signal: stop.signal,
  };
  const storedAt = stand.clock.ms / 1000 - 60;
  // The first look is in the same moment as the line's start.
  const moved = (): ReturnType<typeof look> => {
    stand.clock.ms += 1000;
    return look(stop);
  };
  const invocation = { io, settings: quiet, options: {}, args: [] };
  const said = await proveDevice(invocation, stand.deps("ana"), await stand.enter("ana"), {
    account,
    name: "prod",
    version: 2,
    seconds: 120,
    before: new Set<string>(),
    look: moved,
    seed: { storedAt, origin: "new-device" },
  });
  return { ...said, err, sent: stand.sent.map(({ call }) => call) };
}

it("Ctrl-C between two looks, or within one, ends the wait: nothing is signed, and the way on is told", async () => {
  const between = await proof(async (stop) => {
    setTimeout(() => stop.abort(), 20);
    return Promise.resolve({ value: [], source: "iam:ListVirtualMFADevices", at: "2026-11-22T10:00:00Z" });
  });
  const within = await proof(async (stop) => {
    stop.abort();
    return Promise.reject(stop.signal.reason as Error);
  });
  for (const { code, json, rows, sent } of [between, within]) {
    expect(code).toBe(3);
    expect(json).toMatchObject({ account, version: 2, proven: false, status: "ended" });
    expect(rows.map((row) => row.join(" ")).join("\n")).toContain("rootward vault verify --account 123456789012 --aws");
    expect(sent).not.toContain("takeOwn");
  }
});

it("an unexpected failure is not called an answer of AWS", async () => {
  await expect(proof(() => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
});

it("what AWS refuses is unknown, with the missing action", async () => {
  const { code, json, rows } = await proof(() => Promise.resolve(unseen("denied", "iam:ListVirtualMFADevices", "no")));
  expect([code, json]).toMatchObject([3, { proven: false, status: "unknown", needs: "iam:ListVirtualMFADevices" }]);
  expect(rows).toContainEqual(["UNKNOWN", "AWS could not be read: denied; missing: iam:ListVirtualMFADevices (no)"]);
});
