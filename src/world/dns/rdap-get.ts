import type { HttpAnswer } from "../../domain/mail/http-answer.ts";

/** What an RDAP request may cost. */
export interface RdapGetOptions {
  readonly fetch?: typeof fetch;
  readonly timeoutMillis?: number;
  readonly limitBytes?: number;
}

/** GETs RDAP or its bootstrap file. Redirects are followed, as RFC 7480 section 5.2 wants. Never throws. */
export function rdapGet(options: RdapGetOptions = {}): (url: string) => Promise<HttpAnswer> {
  const { fetch: get = fetch, timeoutMillis = 15_000, limitBytes = 4_194_304 } = options;
  return async (url) => {
    try {
      const reply = await get(url, {
        headers: { accept: "application/rdap+json, application/json" },
        signal: AbortSignal.timeout(timeoutMillis),
      });
      const { text, tooLong } = await bodyOf(reply, limitBytes);
      return { status: "answer", code: reply.status, body: text, tooLong };
    } catch (error) {
      return { status: "trouble", detail: wordOf(error) };
    }
  };
}

async function bodyOf(reply: Response, limitBytes: number): Promise<{ text: string; tooLong: boolean }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of reply.body ?? []) {
    size += part.byteLength;
    // Leaving the loop cancels the transfer.
    if (size > limitBytes) return { text: "", tooLong: true };
    parts.push(part);
  }
  return { text: Buffer.concat(parts).toString("utf8"), tooLong: false };
}

function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return "request failed";
  if (error.name === "TimeoutError") return "no answer in time";
  const { cause } = error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return error.name;
}
