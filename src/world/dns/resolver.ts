import { Resolver } from "node:dns/promises";
import type { DnsAnswer, MxRecord } from "../../domain/mail/dns-answer.ts";

/** The DNS questions a mail probe asks. Names are ASCII, without a trailing dot. */
export interface MailResolver {
  readonly mx: (name: string) => Promise<DnsAnswer<MxRecord>>;
  /** IPv4 addresses first, then IPv6. */
  readonly addresses: (name: string) => Promise<DnsAnswer<string>>;
  /** Each record's strings joined without a space. */
  readonly txt: (name: string) => Promise<DnsAnswer<string>>;
  readonly nameServers: (name: string) => Promise<DnsAnswer<string>>;
}

/** How to ask: `servers` as `address` or `address:port` (default: those of the machine), time per try. */
export interface ResolverOptions {
  readonly servers?: readonly string[];
  readonly timeoutMillis?: number;
  readonly tries?: number;
}

/** Makes a resolver of its own; the machine's hosts file is not read. */
export function mailResolver({ servers, timeoutMillis = 3000, tries = 2 }: ResolverOptions = {}): MailResolver {
  const dns = new Resolver({ timeout: timeoutMillis, tries });
  if (servers !== undefined) dns.setServers(servers);
  return {
    mx: (name) =>
      ask(async () =>
        (await dns.resolveMx(name)).map((each) => ({ preference: each.priority, exchange: each.exchange })),
      ),
    addresses: async (name) => both(await ask(() => dns.resolve4(name)), () => ask(() => dns.resolve6(name))),
    txt: (name) => ask(async () => (await dns.resolveTxt(name)).map((strings) => strings.join(""))),
    nameServers: (name) => ask(() => dns.resolveNs(name)),
  };
}

async function both(four: DnsAnswer<string>, askSix: () => Promise<DnsAnswer<string>>): Promise<DnsAnswer<string>> {
  const six = await askSix();
  if (four.status === "records") {
    return six.status === "records" ? { status: "records", records: [...four.records, ...six.records] } : four;
  }
  // One family in trouble and the other without a record: "none" would be a guess.
  return six.status === "none" ? four : six;
}

async function ask<T>(question: () => Promise<readonly T[]>): Promise<DnsAnswer<T>> {
  try {
    const records = await question();
    return records.length === 0 ? { status: "none" } : { status: "records", records };
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOTFOUND" || code === "ENODATA"
      ? { status: "none" }
      : { status: "trouble", detail: `DNS ${code}` };
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "failed";
}
