import { type RequestOptions, request } from "node:https";
import type { DnsAnswer } from "../../domain/mail/dns-answer.ts";
import type { HttpAnswer } from "../../domain/mail/http-answer.ts";

/** How a policy is fetched. `resolve` gives the addresses of the policy host. */
export interface HttpsGetOptions {
  readonly resolve: (host: string) => Promise<DnsAnswer<string>>;
  readonly timeoutMillis?: number;
  readonly limitBytes?: number;
  /** Tests only: another port and authority. */
  readonly port?: number;
  readonly ca?: string;
}

/** Certificate faults that no network in between produces: a proxy that reads along makes a fitting leaf of its own. */
const sure = new Set([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
]);

const unsure = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_UNTRUSTED",
  "CERT_REVOKED",
  "INVALID_CA",
]);

/**
 * GETs an https address from the host's own addresses: no redirect is followed, no proxy and no cache is used, and the
 * certificate is checked against the host name. Never throws.
 */
export function httpsGet(options: HttpsGetOptions): (url: string) => Promise<HttpAnswer> {
  return async (url) => {
    const { hostname, pathname } = new URL(url);
    const found = await options.resolve(hostname);
    if (found.status === "none") return { status: "no-host" };
    if (found.status === "trouble") return found;
    let last: HttpAnswer = { status: "no-host" };
    for (const address of found.records.slice(0, 3)) {
      last = await fetchFrom(address, hostname, pathname, options);
      if (last.status !== "trouble") return last;
    }
    return last;
  };
}

function fetchFrom(address: string, host: string, path: string, options: HttpsGetOptions): Promise<HttpAnswer> {
  const { timeoutMillis = 15_000, limitBytes = 65_536, port = 443, ca } = options;
  const ask: RequestOptions = {
    host: address,
    port,
    path,
    servername: host,
    headers: { host, accept: "text/plain" },
    agent: false,
    signal: AbortSignal.timeout(timeoutMillis),
    ...(ca === undefined ? {} : { ca }),
  };
  return new Promise((settle) => {
    const call = request(ask, (reply) => {
      const parts: Buffer[] = [];
      let size = 0;
      const done = (tooLong: boolean): void => {
        const body = Buffer.concat(parts).toString("utf8");
        settle({ status: "answer", code: reply.statusCode ?? 0, body, tooLong });
      };
      reply.on("data", (part: Buffer) => {
        size += part.length;
        if (size > limitBytes) {
          done(true);
          call.destroy();
        } else parts.push(part);
      });
      reply.on("end", () => done(false));
      reply.on("error", (error) => settle(failure(error)));
    });
    call.on("error", (error) => settle(failure(error)));
    call.end();
  });
}

function failure(error: Error): HttpAnswer {
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  if (sure.has(code)) return { status: "certificate", detail: code, sure: true };
  if (unsure.has(code)) return { status: "certificate", detail: code, sure: false };
  return { status: "trouble", detail: error.name === "AbortError" ? "no answer in time" : code };
}
