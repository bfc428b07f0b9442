import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedOf } from "../../../test/custody/people.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { ed25519Spki } from "../../domain/crypto/ed25519-spki.ts";
import { ed25519Pkcs8, selfSignedCertificate } from "../../domain/crypto/self-signed-certificate.ts";
import { codedRow } from "../../../test/support/coded-row.ts";
import { type BrokerConfig, readConfig } from "./config.ts";
import { routeOf } from "./outside.ts";
import { readKeys, requireShutGate, separate } from "./start.ts";

const directory = mkdtempSync(join(tmpdir(), "rootward-start-"));
const file = join(directory, "broker.json");
const key = (name: string, path: string): void =>
  writeFileSync(join(directory, path), `${toBase64url(seedOf(name))}\n`);

function configWith(change: object = {}): BrokerConfig {
  const config = {
    deployment: "acme",
    host: "h1",
    separation: "users",
    data: "data",
    hostIdFile: "host-id",
    signKey: "sign.key",
    doorKey: "door.key",
    logKey: "log.key",
    socket: "s",
    kek: { kind: "shamir" },
    foreignPaths: [],
    clock: { ntp: [], https: [], none: true },
    ...change,
  };
  writeFileSync(file, JSON.stringify(config));
  return readConfig(file);
}

beforeAll(() => {
  mkdirSync(join(directory, "data"));
  key("sign", "sign.key");
  key("door", "door.key");
  key("log", "log.key");
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("what the broker does not start with", () => {
  it("a user that is not there, and an ordinary process that is nobody's own user", () => {
    expect(codedRow(() => separate(configWith({ user: "no-such-user-here" })))).toBe("BROKER_NOT_SEPARATED");
    // As root without a user to change to; as somebody else this process was started without its flags.
    expect(codedRow(() => separate(configWith()))).toBe("BROKER_NOT_SEPARATED");
  });

  it("a gate on this host that nothing proves shut to it: no path, none that is there, one that it can open", () => {
    const needed = (change: object) => codedRow(() => requireShutGate(configWith(change)));
    expect(needed({ foreignPaths: [] })).toBe("BROKER_NOT_SEPARATED");
    expect(needed({ foreignPaths: ["absent/kek"] })).toBe("BROKER_NOT_SEPARATED");
    expect(needed({ foreignPaths: ["data"] })).toBe("BROKER_NOT_SEPARATED");
    requireShutGate(configWith({ foreignPaths: [], gateSpki: toBase64url(seedOf("gate elsewhere")) }));
  });

  it("two keys that are one, and a key that is none", () => {
    expect(readKeys(configWith()).sign.reveal()).toEqual(seedOf("sign"));
    expect(codedRow(() => readKeys(configWith({ doorKey: "sign.key" })))).toBe("BROKER_KEYS_ALIKE");
    writeFileSync(join(directory, "short.key"), "AAAA\n");
    expect(codedRow(() => readKeys(configWith({ logKey: "short.key" })))).toBe("BROKER_KEY_UNREADABLE");
    expect(codedRow(() => readKeys(configWith({ logKey: "absent.key" })))).toBe("BROKER_KEY_UNREADABLE");
  });
});

describe("the broker's own route", () => {
  const pem = (label: string, der: Uint8Array): string =>
    `-----BEGIN ${label}-----\n${Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g)
      ?.join("\n")}\n-----END ${label}-----\n`;

  it("takes a notice where the pinned key answers with a yes, and nowhere else", async () => {
    const seed = seedOf("route");
    const heard: string[] = [];
    let status = 200;
    const server = createServer(
      { key: pem("PRIVATE KEY", ed25519Pkcs8(seed)), cert: pem("CERTIFICATE", selfSignedCertificate(seed)) },
      (socket) => {
        socket.on("data", (chunk) => {
          heard.push(chunk.toString());
          if (heard.join("").includes("}")) socket.end(`HTTP/1.1 ${status} x\r\ncontent-length: 0\r\n\r\n`);
        });
        socket.on("error", () => undefined);
      },
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const address = server.address();
    const url = `https://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`;
    const pin = toBase64url(new Uint8Array(createHash("sha256").update(ed25519Spki(seed)).digest()));
    const allow = ["127.0.0.1"];
    expect(await routeOf({ url, pin, allow })("somebody breaks the seal")).toBe(true);
    expect(heard.join("")).toContain('{"text":"somebody breaks the seal"}');
    status = 500;
    expect(await routeOf({ url, pin, allow })("again")).toBe(false);
    expect(await routeOf({ url, pin: "A".repeat(43), allow })("again")).toBe(false);
    expect(await routeOf({ url: "https://127.0.0.1:1/", pin, allow })("again")).toBe(false);
    server.close();
  });
});
