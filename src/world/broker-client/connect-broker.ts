import { createHash } from "node:crypto";
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { Secret } from "../../domain/core/secret.ts";
import { ed25519Pkcs8, selfSignedCertificate } from "../../domain/crypto/self-signed-certificate.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { brokerClientErrors } from "./errors.ts";

/** Where the broker listens: its socket for the gate, or a door with TLS 1.3 and pinned keys at both ends. */
export type BrokerPlace =
  | { readonly kind: "socket"; readonly path: string }
  | {
      readonly kind: "door";
      readonly host: string;
      readonly port: number;
      /** SHA-256 of the SubjectPublicKeyInfo of the broker's door key, base64url, as the roster pins it. */
      readonly spki: string;
      /** The Ed25519 seed of one's own door key. */
      readonly ownKey: Secret<Uint8Array>;
    };

/** A connection over which nothing was sent yet. Throws `BROKER_CLIENT_UNREACHABLE`, `BROKER_CLIENT_OTHER_KEY`. */
export function connectBroker(place: BrokerPlace, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = place.kind === "socket" ? connectPlain({ path: place.path }) : openDoor(place);
    const fail = (error: unknown) => {
      socket.destroy();
      reject(error instanceof CodedError ? error : unreachable(place, error));
    };
    const abort = () => fail(unreachable(place, signal.reason));
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", fail);
    socket.once("close", () => fail(unreachable(place, undefined)));
    socket.once(place.kind === "socket" ? "connect" : "secureConnect", () => {
      signal.removeEventListener("abort", abort);
      if (place.kind === "door" && !hasPinnedKey(socket, place.spki)) {
        fail(new CodedError(brokerClientErrors.BROKER_CLIENT_OTHER_KEY, { detail: `${place.host}:${place.port}` }));
        return;
      }
      socket.removeAllListeners("error");
      socket.removeAllListeners("close");
      resolve(socket);
    });
  });
}

function openDoor({ host, port, ownKey }: Extract<BrokerPlace, { readonly kind: "door" }>): Socket {
  const seed = ownKey.reveal();
  return connectTls({
    host,
    port,
    minVersion: "TLSv1.3",
    key: pem("PRIVATE KEY", ed25519Pkcs8(seed)),
    cert: pem("CERTIFICATE", selfSignedCertificate(seed)),
    // SECURITY: no authority vouches for either end; the key is compared with the pinned one before a byte is sent.
    rejectUnauthorized: false,
    ...(/^[0-9.]+$|:/.test(host) ? {} : { servername: host }),
  });
}

function hasPinnedKey(socket: Socket, spki: string): boolean {
  const certificate = "getPeerX509Certificate" in socket ? tlsPeer(socket) : undefined;
  if (certificate === undefined) return false;
  const der = certificate.publicKey.export({ type: "spki", format: "der" });
  return toBase64url(new Uint8Array(createHash("sha256").update(der).digest())) === spki;
}

function tlsPeer(socket: Socket) {
  // The parser of this file: `secureConnect` comes from a TLS socket only.
  return (socket as ReturnType<typeof connectTls>).getPeerX509Certificate();
}

function pem(label: string, der: Uint8Array): Buffer {
  const lines = Buffer.from(der)
    .toString("base64")
    .replaceAll(/.{64}(?=.)/g, "$&\n");
  return Buffer.from(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`);
}

function unreachable(place: BrokerPlace, cause: unknown): CodedError {
  const where = place.kind === "socket" ? place.path : `${place.host}:${place.port}`;
  const code = cause instanceof Error && "code" in cause ? `, ${String(cause.code)}` : "";
  return new CodedError(brokerClientErrors.BROKER_CLIENT_UNREACHABLE, { detail: `${where}${code}`, cause });
}
