import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { IssuedCredentials } from "../state/credential-store.ts";

/** What came back: the status, the error type of the header if there was one, the text, and the body if it is JSON. */
export interface SignedAnswer {
  readonly status: number;
  readonly error: string | null;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What to send: JSON, or the form of a Query service. */
export interface SignedAsk {
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, string>>;
}

/** A POST signed by the signer that AWS's own clients use, for what no client speaks. */
export async function signedCall(
  url: string,
  credentials: Omit<IssuedCredentials, "expiresAt">,
  scope: { readonly service: string; readonly region: string },
  ask: SignedAsk,
): Promise<SignedAnswer> {
  const { hostname, port, host } = new URL(url);
  const body = ask.form === undefined ? JSON.stringify(ask.body ?? {}) : new URLSearchParams(ask.form).toString();
  const type = ask.form === undefined ? "application/json" : "application/x-www-form-urlencoded";
  const signer = new SignatureV4({ ...scope, credentials, sha256: Sha256 });
  const signed = await signer.sign(
    new HttpRequest({
      method: "POST",
      protocol: "http:",
      hostname,
      port: Number(port),
      path: ask.path,
      headers: { host, "content-type": type },
      body,
    }),
  );
  const response = await fetch(`${url}${ask.path}`, { method: "POST", headers: signed.headers, body });
  const text = await response.text();
  return {
    status: response.status,
    error: response.headers.get("x-amzn-errortype"),
    text,
    body: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}
