import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { readConfig } from "./config.ts";
import { readKeyFile, readSecretFile } from "./key-file.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "rootward-config-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const good = {
  deployment: "acme",
  host: "rootward.example",
  separation: "users",
  user: "rootward-gate",
  data: "data",
  kek: "kek",
  logKey: "log.key",
  listen: { host: "127.0.0.1", port: 8080 },
  publicUrl: "https://rootward.example/",
  broker: { socket: "../run/broker.sock" },
  foreignPaths: ["../broker"],
  notify: { routes: [{ kind: "slack", name: "ops", urlFile: "slack.url" }] },
};

function read(value: unknown) {
  const file = join(directory, "gate.json");
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return readConfig(file);
}

function code(work: () => unknown): string {
  try {
    work();
    return "done";
  } catch (error) {
    if (error instanceof CodedError) return error.row.code;
    throw error;
  }
}

describe("the gate's configuration", () => {
  it("is read with its paths beside the file", () => {
    const config = read(good);
    expect(config.data).toBe(join(directory, "data"));
    expect(config.broker).toEqual({ socket: join(directory, "../run/broker.sock") });
    expect(config.publicUrl).toBe("https://rootward.example");
    expect(config.notify.routes[0]).toMatchObject({ urlFile: join(directory, "slack.url"), allow: [] });
  });

  it.each<[string, object]>([
    ["an unknown key", { more: 1 }],
    ["plain HTTP to the network", { listen: { host: "0.0.0.0", port: 80 } }],
    ["plain HTTP in links", { publicUrl: "http://rootward.example" }],
    ["one user for both without a rehearsal", { separation: "none" }],
    ["a rehearsal's name alone", { deployment: "rehearsal-acme" }],
    ["a rehearsal flag alone", { rehearsal: true }],
    ["a secret in the file", { notify: { routes: [{ kind: "slack", name: "a", url: "https://hooks.slack.com/x" }] } }],
    ["two routes of one name", { notify: { routes: [good.notify.routes[0], good.notify.routes[0]] } }],
    ["a broker without a pin", { broker: { host: "b", port: 1 } }],
  ])("with %s is refused", (_, change) => {
    expect(code(() => read({ ...good, ...change }))).toBe("GATE_CONFIG_FOREIGN");
  });

  it("of a rehearsal may run as one user", () => {
    const change = {
      deployment: "rehearsal-acme",
      separation: "none",
      rehearsal: true,
      publicUrl: "http://localhost:8080",
    };
    expect(read({ ...good, ...change }).separation).toBe("none");
  });

  it("of any bytes is read or refused by its row", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(["done", "GATE_CONFIG_FOREIGN"]).toContain(code(() => read(text)));
      }),
      { numRuns: 100 },
    );
  });
});

describe("a key file", () => {
  const write = (name: string, text: string, mode = 0o400): string => {
    const file = join(directory, name);
    rmSync(file, { force: true });
    writeFileSync(file, text, { mode });
    chmodSync(file, mode);
    return file;
  };
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37) % 251)).toString("base64url");

  it("holds 32 bytes that nobody else can read", () => {
    expect(readKeyFile(write("key", `${key}\n`)).reveal()).toHaveLength(32);
    expect(code(() => readKeyFile(write("key", key, 0o440)))).toBe("GATE_KEY_OPEN");
    expect(code(() => readKeyFile(write("key", key.slice(4))))).toBe("GATE_KEY_UNREADABLE");
    expect(code(() => readKeyFile(join(directory, "none")))).toBe("GATE_KEY_UNREADABLE");
  });

  it("is no default: zeros, a typed word, a secret that everybody knows", () => {
    expect(code(() => readKeyFile(write("key", "A".repeat(43))))).toBe("GATE_SECRET_WEAK");
    for (const secret of ["changeme", "whsec_short", "password-password-password-password-password", ""]) {
      expect(code(() => readSecretFile(write("secret", secret), 38))).toBe("GATE_SECRET_WEAK");
    }
    expect(readSecretFile(write("secret", `whsec_${Buffer.alloc(32, 9).toString("base64")}\n`), 38).reveal()).toMatch(
      /^whsec_/,
    );
  });
});
