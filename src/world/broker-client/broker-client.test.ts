import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { coded } from "../../../test/custody/gate/coded.ts";
import { Secret } from "../../domain/core/secret.ts";
import { ed25519Spki } from "../../domain/crypto/ed25519-spki.ts";
import { ed25519Pkcs8, selfSignedCertificate } from "../../domain/crypto/self-signed-certificate.ts";
import type { BrokerPlace } from "./connect-broker.ts";
import { openBrokerClient } from "./open-broker-client.ts";

const seedOf = (name: string) => new Uint8Array(createHash("sha256").update(name).digest());
const pinOf = (name: string) =>
  createHash("sha256")
    .update(ed25519Spki(seedOf(name)))
    .digest("base64url");
const pem = (label: string, der: Uint8Array) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString("base64")}\n-----END ${label}-----\n`;

let directory: string;
const servers: Server[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rootward-client-"));
});
afterEach(async () => {
  for (const each of servers.splice(0)) await new Promise((done) => each.close(done));
  rmSync(directory, { recursive: true });
});

/** A server on a socket that does this with each connection. */
async function onSocket(serve: (socket: Socket) => void): Promise<BrokerPlace> {
  const path = join(directory, "b.sock");
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    serve(socket);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(path, done));
  return { kind: "socket", path };
}

const refused = { status: "refused", error: "BROKER_SEALED", detail: "" };

describe("the broker's socket", () => {
  it("takes one line and gives one back, in any number of pieces", async () => {
    const lines: string[] = [];
    const place = await onSocket((socket) => {
      socket.on("data", (chunk) => {
        lines.push(chunk.toString());
        const text = `${JSON.stringify(refused)}\n`;
        socket.write(text.slice(0, 5));
        setTimeout(() => socket.write(text.slice(5)), 5);
      });
    });
    expect(await openBrokerClient(place).ask({ verb: "status" })).toEqual(refused);
    expect(lines).toEqual(['{"verb":"status"}\n']);
  });

  it("that is not there, hangs up or says nothing is told by its row", async () => {
    const nobody: BrokerPlace = { kind: "socket", path: join(directory, "none.sock") };
    expect(await coded(openBrokerClient(nobody).ask({ verb: "status" }))).toBe("BROKER_CLIENT_UNREACHABLE");
    const hangs = await onSocket((socket) => socket.once("data", () => socket.end("{")));
    expect(await coded(openBrokerClient(hangs).ask({ verb: "status" }))).toBe("BROKER_CLIENT_UNREACHABLE");
    for (const each of servers.splice(0)) await new Promise((done) => each.close(done));
    const silent = await onSocket(() => undefined);
    expect(await coded(openBrokerClient(silent, { timeoutMs: 50 }).ask({ verb: "status" }))).toBe(
      "BROKER_CLIENT_TIMEOUT",
    );
    servers.splice(0);
  });

  it("is not sent a line that it would not take", async () => {
    const place = await onSocket(() => undefined);
    const document = "A".repeat(4 * 1024 * 1024);
    const line = { verb: "apply-quorum" as const, document, approvals: [], shares: [], entries: [] };
    expect(await coded(openBrokerClient(place).ask(line))).toBe("BROKER_CLIENT_TOO_LONG");
  });

  it("may answer whatever it likes: it is a reply or a coded error", async () => {
    let answer = "";
    const place = await onSocket((socket) => socket.once("data", () => socket.end(`${answer}\n`)));
    const client = openBrokerClient(place);
    const hostile = fc.oneof(
      fc.string().map((text) => text.replaceAll("\n", "")),
      fc.json(),
      fc.constant(JSON.stringify(refused)),
    );
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom("status", "log"), async (text, verb) => {
        answer = text;
        const asked = client.ask(verb === "log" ? { verb, from: 0, max: 1 } : { verb: "status" });
        expect(["done", "BROKER_CLIENT_REPLY_FOREIGN"]).toContain(await coded(asked));
      }),
      { numRuns: 60 },
    );
  });
});

describe("the custodians' door", () => {
  async function door(key: string): Promise<{ port: number; seen: string[] }> {
    const seen: string[] = [];
    const server = createTlsServer(
      {
        minVersion: "TLSv1.3",
        key: pem("PRIVATE KEY", ed25519Pkcs8(seedOf(key))),
        cert: pem("CERTIFICATE", selfSignedCertificate(seedOf(key))),
        requestCert: true,
        rejectUnauthorized: false,
      },
      (socket) => {
        socket.on("error", () => undefined);
        const spki = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
        const pin = spki === undefined ? "" : createHash("sha256").update(spki).digest("base64url");
        if (pin !== pinOf("carl")) {
          socket.destroy();
          return;
        }
        socket.on("data", (chunk) => {
          seen.push(chunk.toString());
          socket.write(`${JSON.stringify(refused)}\n`);
        });
      },
    );
    server.on("tlsClientError", () => undefined);
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    return { port: typeof address === "object" && address !== null ? address.port : 0, seen };
  }

  const place = (port: number, spki: string, own: string): BrokerPlace => {
    return { kind: "door", host: "127.0.0.1", port, spki, ownKey: new Secret(seedOf(own)) };
  };

  it("opens with both pinned keys, and is not told a word with another", async () => {
    const { port, seen } = await door("broker door");
    expect(await openBrokerClient(place(port, pinOf("broker door"), "carl")).ask({ verb: "status" })).toEqual(refused);
    expect(await coded(openBrokerClient(place(port, pinOf("another"), "carl")).ask({ verb: "status" }))).toBe(
      "BROKER_CLIENT_OTHER_KEY",
    );
    expect(seen).toHaveLength(1);
    expect(await coded(openBrokerClient(place(port, pinOf("broker door"), "mallory")).ask({ verb: "status" }))).toBe(
      "BROKER_CLIENT_UNREACHABLE",
    );
    expect(seen).toHaveLength(1);
  });
});
