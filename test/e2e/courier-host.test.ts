import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, expect, it } from "vitest";
import { errandLine, taskRequest } from "../custody/errand-samples.ts";
import { freePort } from "../custody/deployment/free-port.ts";
import { startProcess, top } from "../scripts/run-process.ts";
import { readConfig as readGateConfig } from "../../src/faces/gate/config.ts";
import { readKeyFile } from "../../src/faces/gate/key-file.ts";
import { openCourierClient } from "../../src/world/broker-client/open-courier-client.ts";

// Three directories stand for three hosts: what goes from one to the other is public.
const home = mkdtempSync(join(tmpdir(), "rootward-courier-host-"));
const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running) {
    const ended = new Promise((done) => child.on("close", done));
    child.kill("SIGTERM");
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

async function made(
  line: string,
): Promise<{ gateSpki: string; courier: { gateJson: { courier: object }; next: string[] } }> {
  const { code, out, err } = await startProcess([...line.split(" "), "-f", "json"], { cwd: home }).ended;
  expect([line, code, code === 0 ? "" : err]).toEqual([line, 0, ""]);
  return JSON.parse(out);
}

it("sets up a courier on a third host, where the gate comes in with the key that it has for doors", async () => {
  const port = await freePort();
  const names = `--rehearsal --deployment rehearsal-three --host rw.example --management 111111111111 --port ${port}`;
  await made(`custody init broker --only broker ${names}`);
  const gate = await made(`custody init gate --only gate --broker-public broker/broker-public.json ${names}`);
  // As printed, with the name of this host's directory.
  const [next = ""] = gate.courier.next;
  const typed = next
    .slice(next.indexOf("custody init"))
    .replace("init gate", "init courier")
    .replace("broker-public.json", "broker/broker-public.json");
  expect(typed).toContain(`--gate-spki ${gate.gateSpki}`);
  const courier = await made(typed);

  const bin = join(top, "bin", "rootward.js");
  const config = join(home, "courier", "courier", "courier.json");
  const child = spawn(process.execPath, [bin, "courier", "--config", config], {
    env: { PATH: process.env["PATH"] ?? "", HOME: home, AWS_EC2_METADATA_DISABLED: "true" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.push(child);
  const said = await new Promise<string>((done) => {
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("\n")) done(text);
    });
    child.on("close", () => done(text));
  });
  expect(said).toContain(`courier ready: door 127.0.0.1:${port + 2}`);

  // What was printed for gate.json, with the address of this host.
  const file = join(home, "gate", "gate", "gate.json");
  const printed = { ...courier.courier.gateJson.courier, host: "127.0.0.1" };
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), courier: printed }));
  const place = readGateConfig(file).courier;
  if (place === undefined || "socket" in place) throw new Error("the gate has no way to the courier");
  const client = openCourierClient({ kind: "door", ...place, ownKey: readKeyFile(place.key) });
  // It is heard, and not believed: no broker of this deployment signed that.
  expect(await client.ask(errandLine(taskRequest()))).toMatchObject({ error: "CUSTODY_SIGNATURE_BAD" });
});
