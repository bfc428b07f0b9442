import type { HttpAnswer } from "../../domain/mail/http-answer.ts";
import { rdapBootstrap, type RdapServers } from "../../domain/mail/rdap-bootstrap.ts";

/** Where IANA lists the RDAP servers of all registries (RFC 9224). */
export const bootstrapUrl = "https://data.iana.org/rdap/dns.json";

/** Reads the bootstrap file at the first call and keeps it. */
export function readRdapServers(
  get: (url: string) => Promise<HttpAnswer>,
  url: string = bootstrapUrl,
): () => Promise<RdapServers | { readonly status: "trouble"; readonly detail: string }> {
  let asked: ReturnType<typeof read> | null = null;
  return async () => {
    asked ??= read(get, url);
    return await asked;
  };
}

async function read(get: (url: string) => Promise<HttpAnswer>, url: string) {
  const answer = await get(url);
  if (answer.status !== "answer") {
    return { status: "trouble" as const, detail: "detail" in answer ? answer.detail : "no such host" };
  }
  const servers = answer.code === 200 && !answer.tooLong ? rdapBootstrap(answer.body) : null;
  return (
    servers ?? { status: "trouble" as const, detail: `the bootstrap file is not readable (status ${answer.code})` }
  );
}
