import { type Instant, instant } from "../core/instant.ts";
import type { HttpAnswer } from "./http-answer.ts";

/** Registration of a domain as its registry tells it. */
export type RdapAnswer =
  | { readonly status: "registered"; readonly expiresAt: string | null }
  | { readonly status: "not-registered" }
  | { readonly status: "trouble"; readonly detail: string };

/** Registry states of a domain that has already lapsed. Source: RFC 8056, ICANN's EPP status codes. */
const lapsed = ["redemption period", "pending delete"];

/**
 * Reads a registry's RDAP answer for `domain`. 404 means that the registry has no such domain. The event `expiration`
 * counts (the earliest, should there be several); a registrar's own date does not. A domain that waits for its
 * deletion has lapsed, whatever date stands there: it counts as expired at `now` at the latest. Source: RFC 9083
 * sections 4.5, 5.3 and 10.2.3.
 */
export function rdapAnswer(answer: HttpAnswer, domain: string, now: Instant): RdapAnswer {
  switch (answer.status) {
    case "trouble":
    case "certificate":
      return { status: "trouble", detail: answer.detail };
    case "no-host":
      return { status: "trouble", detail: "the RDAP host has no address" };
    case "answer":
      break;
  }
  if (answer.code === 404) return { status: "not-registered" };
  if (answer.code !== 200) return { status: "trouble", detail: `RDAP answers ${answer.code}` };
  return answer.tooLong ? { status: "trouble", detail: "RDAP answer too long" } : read(answer.body, domain, now);
}

function read(body: string, domain: string, now: Instant): RdapAnswer {
  const record = recordOf(body);
  if (record === null || record["objectClassName"] !== "domain")
    return { status: "trouble", detail: "not an RDAP domain" };
  const name = record["ldhName"];
  if (typeof name !== "string" || name.toLowerCase().replace(/\.$/, "") !== domain) {
    return { status: "trouble", detail: "RDAP answers for another domain" };
  }
  const states = listOf(record["status"]).filter((each) => typeof each === "string");
  const dates = expirations(record["events"]);
  if (states.some((each) => lapsed.includes(each.toLowerCase()))) dates.push(now);
  return { status: "registered", expiresAt: dates.sort()[0] ?? null };
}

function expirations(events: unknown): Instant[] {
  const found: Instant[] = [];
  for (const event of listOf(events)) {
    if (typeof event !== "object" || event === null || !("eventAction" in event) || !("eventDate" in event)) continue;
    if (event.eventAction !== "expiration" || typeof event.eventDate !== "string") continue;
    const at = instant(event.eventDate.trim().replace(/z$/, "Z").replace(/t/, "T"));
    if (at !== null) found.push(at);
  }
  return found;
}

function recordOf(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    return parsed as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
