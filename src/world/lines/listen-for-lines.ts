import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { ed25519Pkcs8, selfSignedCertificate } from "../../domain/crypto/self-signed-certificate.ts";
import { linesErrors } from "./errors.ts";
import { type LineProtocol, serveLines } from "./serve-lines.ts";

const mostConnections = 64;

/** A way in on this host: a socket file that its group alone opens. Throws `LINES_ADDRESS_TAKEN`. */
export async function listenOnSocket(path: string, protocol: LineProtocol): Promise<Server> {
  const server = createServer((socket) => serveLines(socket, protocol));
  // The process has its configuration for itself, so what lies there is left over.
  mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
  rmSync(path, { force: true });
  await listening(server, { path });
  chmodSync(path, 0o660);
  return server;
}

/**
 * A way in from elsewhere: TLS 1.3, both keys pinned. `protocolOf` says what the holder of a key may say, by the SHA-256 of
 * its SubjectPublicKeyInfo in base64url; `null` closes the connection. Throws `LINES_ADDRESS_TAKEN`.
 */
export async function listenAtDoor(
  place: { readonly host: string; readonly port: number },
  key: Secret<Uint8Array>,
  protocolOf: (spki: string) => LineProtocol | null,
): Promise<Server> {
  const seed = key.reveal();
  const server = createTlsServer(
    {
      minVersion: "TLSv1.3",
      key: pem("PRIVATE KEY", ed25519Pkcs8(seed)),
      cert: pem("CERTIFICATE", selfSignedCertificate(seed)),
      requestCert: true,
      // SECURITY: no authority vouches for either end; the key is compared below, before a byte is read.
      rejectUnauthorized: false,
      handshakeTimeout: 10_000,
    },
    (socket) => {
      const spki = spkiOf(socket);
      const protocol = spki === null ? null : protocolOf(spki);
      if (protocol === null) socket.destroy();
      else serveLines(socket, protocol);
    },
  );
  server.on("tlsClientError", (_, socket) => socket.destroy());
  const { host, port } = place;
  await listening(server, { host, port });
  return server;
}

/** Takes no more connections and ends those that are there. */
export function closeServer(server: Server): void {
  server.close();
  for (const socket of connections.get(server) ?? []) socket.destroy();
}

const connections = new WeakMap<Server, Set<Socket>>();

function listening(server: Server, place: { path: string } | { host: string; port: number }): Promise<void> {
  server.maxConnections = mostConnections;
  const open = new Set<Socket>();
  connections.set(server, open);
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const where = "path" in place ? place.path : `${place.host}:${place.port}`;
      reject(new CodedError(linesErrors.LINES_ADDRESS_TAKEN, { detail: `${where}, ${cause.code ?? ""}`, cause }));
    });
    server.listen(place, () => resolve());
  });
}

function spkiOf(socket: TLSSocket): string | null {
  const der = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
  return der === undefined ? null : toBase64url(new Uint8Array(createHash("sha256").update(der).digest()));
}

function pem(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString("base64")
    .replaceAll(/.{64}(?=.)/g, "$&\n");
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
