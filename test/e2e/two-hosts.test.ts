import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startProcess, top } from "../scripts/run-process.ts";
import { freePort } from "../custody/deployment/free-port.ts";

// Two directories stand for two hosts: what goes from one to the other is public and carried as files.
const home = mkdtempSync(join(tmpdir(), "rootward-hosts-"));
const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running) {
    const ended = new Promise((done) => child.on("close", done));
    child.kill("SIGTERM");
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

async function rootward(line: string): Promise<string> {
  const { code, out, err } = await startProcess(line.split(" "), { cwd: home }).ended;
  expect([line, code, code === 0 ? "" : err]).toEqual([line, 0, ""]);
  return out;
}

async function start(side: "gate" | "broker"): Promise<string> {
  const bin = join(top, "bin", "rootward.js");
  const child = spawn(process.execPath, [bin, side, "--config", join(home, side, side, `${side}.json`)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.push(child);
  let said = "";
  return new Promise((done) => {
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      if (said.includes("ready:")) done(said);
    });
    child.on("close", () => done(`${said} ended`));
  });
}

it("sets up gate and broker on two hosts, the gate reaches the broker through its door", async () => {
  const [gatePort, brokerPort] = [await freePort(), await freePort()];
  const names = "--rehearsal --deployment rehearsal-two --host rw.example";
  await rootward(`custody init broker --only broker ${names} --port ${brokerPort}`);
  const made: { gateSpki: string } = JSON.parse(
    await rootward(
      `custody init gate --only gate --broker-public broker/broker-public.json --broker-host 127.0.0.1 ${names} --port ${gatePort} -f json`,
    ),
  );
  for (const id of ["ann", "bob"]) {
    await rootward(`identity new ${id} --name ${id} --deployment rehearsal-two --passphrase-out ${id}.words`);
    await rootward(`roster add ${id}/person.json --draft gate/draft`);
  }
  for (const id of ["ann", "bob"]) {
    await rootward(`roster sign --identity ${id} --passphrase-file ${id}.words --draft gate/draft`);
  }
  const hash = (await rootward("roster show --hash --draft gate/draft")).trim();
  cpSync(join(home, "gate/draft/genesis.json"), join(home, "broker/genesis.json"));
  await rootward(`broker init --config broker/broker/broker.json --genesis broker/genesis.json --roster ${hash}`);
  await rootward(`gate init --config gate/gate/gate.json --roster ${hash}`);
  const file = join(home, "broker/broker/broker.json");
  const config: object = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...config, gateSpki: made.gateSpki }));
  expect(await start("broker")).toMatch(/broker ready: sealed/);
  expect(await start("gate")).toMatch(/gate ready: open/);
  const unseal = (id: string) =>
    rootward(
      `broker unseal --identity ${id} --passphrase-file ${id}.words --gate http://127.0.0.1:${gatePort} --roster ${hash} -f json`,
    );
  expect(JSON.parse(await unseal("ann"))).toMatchObject({ have: 1, need: 2 });
  expect(JSON.parse(await unseal("bob"))).toMatchObject({ isUnsealed: true });
});
