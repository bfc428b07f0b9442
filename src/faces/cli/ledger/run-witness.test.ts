import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCli } from "../program.ts";
import { processIo } from "../process-io.ts";

const vkey = "rootward.example/acme/gate+cec4f318+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

it("a witness says where it answers, answers, and ends with 0 when it is told to", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "rw-witness-cli-"));
  const abort = new AbortController();
  let err = "";
  const ready = Promise.withResolvers<string>();
  const io = {
    ...processIo(),
    cwd,
    env: {},
    signal: abort.signal,
    out: () => undefined,
    err: (text: string) => {
      err += text;
      const [, url] = /^witness ready: (http:\S+),/m.exec(err) ?? [];
      if (url !== undefined) ready.resolve(url);
    },
  };
  await runCli(["witness", "--new-key", "w1.example", "--key", "w.key"], io);
  const args = ["--listen", "127.0.0.1:0", "--key", "w.key", "--data", "w", "--log", vkey];
  const ended = runCli(["witness", ...args], io);
  const url = await ready.promise;
  expect(await (await fetch(`${url}/healthz`)).text()).toBe("ok\n");
  expect(err).toContain("watching rootward.example/acme/gate");
  abort.abort();
  expect(await ended).toBe(0);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  rmSync(cwd, { recursive: true });
});
