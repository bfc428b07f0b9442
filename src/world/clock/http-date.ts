import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";

/**
 * How far this host's clock is before a web server's `Date` header (RFC 9110, section 6.6.1), in milliseconds, to about a
 * second: the header has no fractions. Rejects when no answer with a date comes in time.
 */
export function askHttpDate(url: string, nowMs: () => number, timeoutMs: number): Promise<number> {
  const request = url.startsWith("http:") ? requestPlain : requestTls;
  return new Promise((resolve, reject) => {
    const sentMs = nowMs();
    // No redirects, no body: whatever it answers, its date is meant.
    const ask = request(url, { method: "HEAD", agent: false, signal: AbortSignal.timeout(timeoutMs) }, (answer) => {
      answer.resume();
      const date = Date.parse(answer.headers.date ?? "");
      if (Number.isNaN(date)) reject(new Error("an answer without a date"));
      else resolve((sentMs + nowMs()) / 2 - (date + 500));
    });
    ask.on("error", reject);
    ask.end();
  });
}
