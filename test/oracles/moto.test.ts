import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/domain/core/finding.ts";
import { top } from "../architecture/sources.ts";
import { requireOracle } from "../oracle.ts";
import { program } from "./program.ts";

// moto is somebody else's emulator of AWS. It knows IAM, and knows nothing of root, contacts or sign-in: what it does not
// know must come out as unknown, never as pass.
const moto = await program("moto", ["moto_server", "--help"]);
const folder = mkdtempSync(join(tmpdir(), "rootward-moto-"));
let server: ChildProcess | undefined;
let url = "";

beforeAll(async () => {
  if (!moto.available) return;
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  for (let waited = 0; waited < 60; waited++) {
    if ((await fetch(`${url}/moto-api/`).catch(() => null)) !== null) break;
    await sleep(500);
  }
  const iam = new IAMClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  await iam.send(new CreateUserCommand({ UserName: "olga" }));
  const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new PutUserPolicyCommand({ UserName: "olga", PolicyName: "all", PolicyDocument }));
  iam.destroy();
});

afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe("an account in moto", () => {
  it("is scanned: what moto knows is judged, what it does not know is unknown", async (context) => {
    requireOracle(moto, context);
    const { code, out } = await rootward(["scan", "--endpoint-url", url, "--all", "--no-progress", "-f", "json"]);
    expect(code).toBe(1);
    const { run, findings }: { run: { mode: string }; findings: Finding[] } = JSON.parse(out);
    const verdict = (id: string) => findings.find((finding) => finding.id === id)?.verdict;
    expect(run.mode).toBe("account");
    expect(verdict("root-mfa")).toBe("fail");
    expect(verdict("root-key")).toBe("pass");
    expect(verdict("root-x509")).toBe("pass");
    expect(verdict("root-password-age")).toBe("unknown");
    expect(verdict("root-recent-use")).toBe("unknown");
    const phone = findings.find((finding) => finding.id === "who-change-phone");
    expect(phone?.verdict).toBe("fail");
    expect(JSON.stringify(phone?.evidence)).toContain(":user/olga");
  });
});

function rootward(argv: readonly string[]): Promise<{ code: number | null; out: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(top, "bin/rootward.js"), ...argv], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: folder,
        AWS_ACCESS_KEY_ID: "testing",
        AWS_SECRET_ACCESS_KEY: "testing",
        AWS_REGION: "us-east-1",
        AWS_EC2_METADATA_DISABLED: "true",
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
    child.on("close", (code) => done({ code, out }));
  });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
