import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ran, runInProcess } from "../../../../test/scripts/run-in-process.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import { openBrokerStore } from "../../../world/store/broker/open-broker-store.ts";
import { openGateStore } from "../../../world/store/gate/open-gate-store.ts";
import { logSize, storeOf, type TestVaults, testVaults } from "../../../world/store/backup/vaults-for-test.ts";

interface Desk {
  readonly vaults: TestVaults;
  readonly run: (line: string) => Promise<Ran>;
}

const shared = { deployment: "acme", host: "rootward.example", separation: "users", data: "data", logKey: "log.key" };
const gateConfig = {
  ...shared,
  kek: "kek",
  listen: { host: "127.0.0.1", port: 8443 },
  publicUrl: "https://rootward.example",
  broker: { socket: "../run/broker.sock" },
  foreignPaths: ["../broker"],
  notify: { routes: [] },
};
const brokerConfig = {
  ...shared,
  hostIdFile: "host-id",
  signKey: "sign.key",
  doorKey: "door.key",
  socket: "../run/broker.sock",
  kek: { kind: "shamir" },
  foreignPaths: ["../gate"],
  clock: { ntp: [], https: [], none: true },
};

/** Both vaults with the configurations of their processes, as the first set-up writes them. */
async function atDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  const vaults = testVaults();
  const key = (first: number): string => toBase64url(Uint8Array.from({ length: 32 }, (_, at) => at + first));
  const files: Readonly<Record<string, string>> = {
    "gate/gate.json": JSON.stringify(gateConfig),
    "gate/log.key": `${key(0)}\n`,
    "broker/broker.json": JSON.stringify(brokerConfig),
    "broker/log.key": `${key(32)}\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(vaults.top, name), text);
  for (const name of ["seeds", "passwords"]) mkdirSync(join(vaults.top, name));
  const now = (): number => 1_795_230_000_000;
  try {
    await work({ vaults, run: (line) => runInProcess(line.split(" "), { cwd: vaults.top, now }) });
  } finally {
    vaults.remove();
  }
}

const create = "backup create --config broker/broker.json --out seeds/b";

describe("rootward backup", () => {
  it("writes a vault into one file, reads it again, and puts it back", () =>
    atDesk(async ({ vaults, run }) => {
      const made = await run(create);
      expect([made.code, made.err]).toEqual([0, ""]);
      expect(made.out.split("\n").slice(0, 3)).toEqual([
        "vault       S (seeds)",
        "deployment  acme",
        "made        2026-11-21T03:00:00.000Z",
      ]);
      expect(made.out).toContain("3 entries; its checkpoint is signed by the log's key");
      expect(made.out).toContain("rootward backup verify seeds/b");
      const read = await run("backup verify seeds/b");
      expect([read.code, read.out.includes("the signature of its checkpoint was not checked")]).toEqual([0, true]);
      expect((await run("backup verify seeds/b --config broker/broker.json")).out).toContain("The backup is whole.");
      renameSync(vaults.broker.data, join(vaults.top, "lost"));
      const back = await run("backup restore seeds/b --config broker/broker.json");
      expect([back.code, back.err]).toEqual([0, ""]);
      expect(back.out).toContain("quarantined");
      const opened = openBrokerStore({ file: storeOf(vaults.broker), hostIdFile: vaults.hostIdFile });
      opened.store.close();
      expect([opened.status, logSize(vaults.broker)]).toEqual(["copied", 3]);
    }));

  it("does the same for the gate, in words and as JSON", () =>
    atDesk(async ({ vaults, run }) => {
      const made = await run("backup create --config gate/gate.json --out passwords/b -f json");
      expect(JSON.parse(made.out)).toMatchObject({ vault: "P", origin: "rootward.example/acme/gate", entries: 3 });
      rmSync(vaults.gate.data, { recursive: true });
      const back = await run("backup restore passwords/b --config gate/gate.json");
      expect([back.code, back.out.includes("Next: start the gate")]).toEqual([0, true]);
      openGateStore({ file: storeOf(vaults.gate) }).close();
    }));

  it("refuses while the process runs", () =>
    atDesk(async ({ vaults, run }) => {
      const { store } = openBrokerStore({ file: storeOf(vaults.broker), hostIdFile: vaults.hostIdFile });
      const made = await run(create);
      store.close();
      expect([made.code, made.err.includes("[BROKER_STORE_RUNNING]")]).toEqual([2, true]);
      expect(readdirSync(join(vaults.top, "seeds"))).toEqual([]);
    }));

  it("keeps the vaults apart", () =>
    atDesk(async ({ vaults, run }) => {
      await run(create);
      const beside = await run("backup create --config gate/gate.json --out seeds/p");
      expect([beside.code, beside.err.includes("[BACKUP_BESIDE_OTHER_VAULT]")]).toEqual([2, true]);
      rmSync(vaults.gate.data, { recursive: true });
      for (const line of [
        "backup restore seeds/b --config gate/gate.json",
        "backup verify seeds/b --config gate/gate.json",
      ]) {
        const wrong = await run(line);
        expect([wrong.code, wrong.err.includes("[CUSTODY_BACKUP_")]).toEqual([expect.any(Number), true]);
        expect(wrong.code).not.toBe(0);
      }
      expect(readdirSync(join(vaults.top, "gate"))).toEqual(["gate.json", "log.key"]);
    }));

  it.each([
    ["without a configuration", "backup create --out seeds/b", "CLI_USAGE"],
    ["without a target", "backup create --config broker/broker.json", "CLI_USAGE"],
    ["with a configuration that is not there", "backup create --config none --out seeds/b", "CLI_CONFIG_UNREADABLE"],
    ["with a configuration of neither", "backup create --config seeds/x.json --out seeds/b", "CLI_CONFIG_MALFORMED"],
    [
      "with a key that the broker does not know",
      "backup create --config seeds/y.json --out b",
      "BROKER_CONFIG_FOREIGN",
    ],
    ["with a configuration that is no JSON", "backup create --config broker/log.key --out b", "CLI_CONFIG_MALFORMED"],
    ["of what is no backup", "backup verify broker/broker.json", "CUSTODY_BACKUP_FOREIGN"],
  ])("says what is wrong %s", (_when, line, code) =>
    atDesk(async ({ vaults, run }) => {
      writeFileSync(join(vaults.top, "seeds", "x.json"), JSON.stringify({ ...brokerConfig, ...gateConfig }));
      writeFileSync(join(vaults.top, "seeds", "y.json"), JSON.stringify({ ...brokerConfig, more: 1 }));
      const ran = await run(line);
      expect([ran.code, ran.out]).toEqual([2, ""]);
      expect(ran.err).toContain(`[${code}]`);
    }),
  );
});
