import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { IssuedCredentials } from "../state/credential-store.ts";

/** What came back: the status, the error type of the header if there was one, and the JSON body. */
export interface SignedAnswer {
  readonly status: number;
  readonly error: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A POST with a JSON body, signed by the signer that AWS's own clients use; for services without a client. */
export async function signedCall(
  url: string,
  credentials: Omit<IssuedCredentials, "expiresAt">,
  scope: { readonly service: string; readonly region: string },
  ask: { readonly path: string; readonly body: Readonly<Record<string, unknown>> },
): Promise<SignedAnswer> {
  const { hostname, port, host } = new URL(url);
  const body = JSON.stringify(ask.body);
  const signer = new SignatureV4({ ...scope, credentials, sha256: Sha256 });
  const signed = await signer.sign(
    new HttpRequest({
      method: "POST",
      protocol: "http:",
      hostname,
      port: Number(port),
      path: ask.path,
      headers: { host, "content-type": "application/json" },
      body,
    }),
  );
  const response = await fetch(`${url}${ask.path}`, { method: "POST", headers: signed.headers, body });
  const text = await response.text();
  return {
    status: response.status,
    error: response.headers.get("x-amzn-errortype"),
    body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}
