import type { DnsAnswer, MxRecord } from "./dns-answer.ts";
import { hostName } from "./mail-domain.ts";

/** Where mail for a domain goes, most preferred host first. */
export interface MailRoute {
  readonly kind: "mx" | "implicit" | "null-mx" | "none";
  readonly hosts: readonly { readonly host: string; readonly preference: number }[];
}

/** A route, or why it is not known. */
export type MailRouteAnswer =
  | { readonly status: "route"; readonly route: MailRoute }
  | { readonly status: "trouble"; readonly detail: string };

/**
 * Where mail for `domain` goes. Without any MX record the domain's own address serves (`implicit`); with MX records it
 * never does, even if none is usable. A lone null MX refuses mail; beside other records it is ignored. `address` is
 * asked for only when it decides. Source: RFC 5321 section 5.1, RFC 7505 sections 3 and 4.
 */
export async function mailRoute(
  domain: string,
  mx: DnsAnswer<MxRecord>,
  address: () => Promise<DnsAnswer<string>>,
): Promise<MailRouteAnswer> {
  switch (mx.status) {
    case "trouble":
      return mx;
    case "records": {
      const hosts = usable(mx.records);
      if (hosts.length > 0) return { status: "route", route: { kind: "mx", hosts } };
      return { status: "route", route: { kind: mx.records.some(isNull) ? "null-mx" : "none", hosts: [] } };
    }
    case "none":
      break;
  }
  const own = await address();
  if (own.status === "trouble") return own;
  if (own.status === "none") return { status: "route", route: { kind: "none", hosts: [] } };
  return { status: "route", route: { kind: "implicit", hosts: [{ host: domain, preference: 0 }] } };
}

function usable(records: readonly MxRecord[]): MailRoute["hosts"] {
  const best = new Map<string, number>();
  for (const { exchange, preference } of records) {
    const host = hostName(exchange);
    if (host === null) continue;
    best.set(host, Math.min(best.get(host) ?? preference, preference));
  }
  return [...best]
    .map(([host, preference]) => ({ host, preference }))
    .sort((one, two) => one.preference - two.preference || (one.host < two.host ? -1 : 1));
}

function isNull(record: MxRecord): boolean {
  return record.exchange === "" || record.exchange === ".";
}
