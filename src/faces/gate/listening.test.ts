import { request } from "node:https";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { certificates } from "../../../test/mail/certificates.ts";
import { runGate } from "./main.ts";
import { TestGate } from "./gate-for-test.ts";

let its: TestGate;
beforeEach(async () => {
  its = await TestGate.make({ bare: true });
});
afterEach(() => its.remove());

async function restartWith(change: object): Promise<void> {
  await its.stop();
  its.writeConfig(change);
  await its.start();
}

const status = async (headers: Record<string, string> = {}) =>
  (await fetch(`${its.url}/v1/status`, { headers })).status;

describe("a gate that listens", () => {
  it("answers over TLS of its own", async () => {
    const { cert, key } = certificates.selfsigned;
    writeFileSync(join(its.directory, "cert.pem"), cert);
    writeFileSync(join(its.directory, "key.pem"), key, { mode: 0o400 });
    await restartWith({ listen: { host: "127.0.0.1", port: 0, tls: { cert: "cert.pem", key: "key.pem" } } });
    const { port } = its.served.address;
    const code = await new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, path: "/healthz", rejectUnauthorized: false }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      });
      sent.on("error", reject).end();
    });
    expect(code).toBe(200);
  });

  it("slows down an address that calls too often, and believes a proxy's header only where one was declared", async () => {
    const limits = { perAddress: 4, perPerson: 100, signIns: 100 };
    await restartWith({ limits });
    const named = (at: number) => ({ "x-forwarded-for": `203.0.113.${at}` });
    const direct: number[] = [];
    for (let at = 0; at < 12; at += 1) direct.push(await status(named(at)));
    expect(direct.filter((code) => code === 429)).toHaveLength(2);
    await restartWith({ limits, listen: { host: "127.0.0.1", port: 0, proxy: true } });
    for (let at = 0; at < 12; at += 1) expect(await status(named(at))).toBe(200);
    // The last entry is the proxy's own; what a caller put before it is the caller's.
    const forged: number[] = [];
    for (let at = 0; at < 12; at += 1) forged.push(await status({ "x-forwarded-for": `10.0.0.${at}, 203.0.113.99` }));
    expect(forged.filter((code) => code === 429)).toHaveLength(2);
  });

  it("finishes what is under way when it is stopped, and lets go of its port and store", async () => {
    const { port } = its.served.address;
    const { broker } = its.gate;
    const asking = Promise.withResolvers<void>();
    const slow = async (line: Parameters<typeof broker.ask>[0]) => {
      if (line.verb === "status") asking.resolve();
      await new Promise((done) => setTimeout(done, 100));
      return await broker.ask(line);
    };
    Object.assign(its.gate, { broker: { ask: slow } });
    const asked = status();
    await asking.promise;
    await its.stop();
    expect(await asked).toBe(200);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
    await its.start();
    expect(await status()).toBe(200);
  });

  it("does not start twice on one store, nor on a port that is taken", async () => {
    const { port } = its.served.address;
    await expect(its.start()).rejects.toMatchObject({ row: { code: "GATE_STORE_RUNNING" } });
    await its.stop();
    const other = await TestGate.make({ bare: true });
    const taken = other.served.address.port;
    its.writeConfig({ listen: { host: "127.0.0.1", port: taken } });
    await expect(its.start()).rejects.toMatchObject({ row: { code: "GATE_NOT_LISTENING" } });
    await other.remove();
    its.writeConfig({ listen: { host: "127.0.0.1", port } });
    await its.start();
  });
});

describe("the gate's process", () => {
  it("ends with 2 and one sentence for what it cannot start with", async () => {
    const said: string[] = [];
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text) => said.push(String(text)) > 0;
    try {
      expect(await runGate([])).toBe(2);
      expect(await runGate(["--nonsense"])).toBe(2);
      expect(await runGate(["--config", join(its.directory, "none.json")])).toBe(2);
      its.writeConfig({ more: 1 });
      expect(await runGate(["--config", join(its.directory, "gate.json")])).toBe(2);
      its.writeConfig({ deployment: "rehearsal-x", separation: "none", rehearsal: true });
      chmodSync(join(its.directory, "kek"), 0o444);
      expect(await runGate(["--config", join(its.directory, "gate.json")])).toBe(2);
    } finally {
      process.stderr.write = write;
    }
    const codes = said.map((line) => line.split(":")[0]);
    expect(codes).toEqual([
      "GATE_CONFIG_FOREIGN",
      "GATE_CONFIG_FOREIGN",
      "GATE_CONFIG_FOREIGN",
      "GATE_CONFIG_FOREIGN",
      "GATE_KEY_OPEN",
    ]);
  });
});
