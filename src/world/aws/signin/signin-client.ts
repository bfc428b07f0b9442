import type { Credentials } from "../session/credentials.ts";
import type { Runtime } from "../session/runtime.ts";

const largestAnswer = 1_048_576;

/** An error answer of the Sign-In service, shaped like the SDK's own so that one reader serves both. */
export class SigninFailure extends Error {
  readonly $fault: "client" | "server";
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(code: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = code;
    this.$fault = httpStatusCode >= 500 ? "server" : "client";
    this.$metadata = { httpStatusCode };
  }
}

/**
 * Client of the AWS Sign-In resource policy operations, for which no SDK package exists: REST JSON, POST to a
 * kebab-case path, SigV4 with service `signin`. Source: AWS Sign-In API reference.
 */
export class SigninClient {
  readonly #runtime: Runtime;
  readonly #partition: string;
  readonly #credentials: Credentials;

  constructor(runtime: Runtime, partition: string, credentials: Credentials) {
    this.#runtime = runtime;
    this.#partition = partition;
    this.#credentials = credentials;
  }

  /** Sends one operation and returns the parsed JSON answer; throws `SigninFailure` or a network error. */
  async send(path: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown> {
    const [{ SignatureV4 }, { HttpRequest }, { Sha256 }] = await Promise.all([
      import("@smithy/signature-v4"),
      import("@smithy/protocol-http"),
      import("@aws-crypto/sha256-js"),
    ]);
    const endpoint = new URL(this.#endpoint());
    const signer = new SignatureV4({
      service: "signin",
      region: this.#runtime.region,
      credentials: await this.#credentials(),
      sha256: Sha256,
    });
    const request = new HttpRequest({
      method: "POST",
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      ...(endpoint.port === "" ? {} : { port: Number(endpoint.port) }),
      path: `${endpoint.pathname.replace(/\/$/, "")}${path}`,
      headers: { host: endpoint.host, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const signed = new HttpRequest(await signer.sign(request));
    const { response } = await this.#runtime.handler.handle(signed, { abortSignal: signal });
    const text = await bodyText(response.body);
    if (response.statusCode >= 300) throw failure(response.statusCode, response.headers, text);
    return JSON.parse(text === "" ? "{}" : text);
  }

  #endpoint(): string {
    const { endpointUrl, signinEndpointUrl } = this.#runtime.options;
    const suffix = this.#partition === "aws-cn" ? "api.amazonwebservices.com.cn" : "api.aws";
    return endpointUrl ?? signinEndpointUrl ?? `https://signin.${this.#runtime.region}.${suffix}`;
  }
}

async function bodyText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > largestAnswer) throw new Error("the answer of the Sign-In service is too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function failure(status: number, headers: Readonly<Record<string, string>>, text: string): SigninFailure {
  const body = record(text);
  const code = headers["x-amzn-errortype"] ?? stringOf(body["__type"]) ?? stringOf(body["code"]) ?? `Http${status}`;
  const message = stringOf(body["message"]) ?? stringOf(body["Message"]) ?? "";
  return new SigninFailure(code, message, status);
}

function record(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
