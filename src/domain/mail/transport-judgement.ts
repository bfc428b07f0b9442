import { type Fact, isSeen } from "../core/fact.ts";
import type { Reason } from "../core/reason.ts";
import type { MailDomainFacts } from "../snapshot/mail-facts.ts";

/** Who could read mail to a root mailbox on its way. */
export type Interception =
  /** `passive`: who sees the traffic. `active`: who can change it. Only a `certain` one is a leaf that ranks. */
  | { readonly kind: "passive" | "active"; readonly certainty: "certain" | "possible"; readonly why: string | null }
  /** No way is known to be open; one remains possible, because nobody knows what the sender honours. */
  | { readonly kind: "none"; readonly certainty: "possible"; readonly why: string }
  /** No mail can arrive at all. */
  | { readonly kind: "no-mail" }
  | { readonly kind: "unknown"; readonly reason: Reason; readonly needs: string };

/** What may be said of the mail transport of an address, and the sentence for people (with the address as given). */
export interface TransportJudgement {
  readonly interception: Interception;
  readonly sentence: string;
}

/**
 * Judges the transport of mail to `address` (mask it before, where it is for print). Never says what AWS's own senders
 * do: that is not published. Order: any MX without working STARTTLS, then an MX that was not seen, then whether TLS can
 * be stripped.
 */
export function transportJudgement(facts: MailDomainFacts, address: string): TransportJudgement {
  const { mx } = facts;
  if (!isSeen(mx)) return notSeen(address, mx.why, mx.needs ?? `DNS of ${facts.domain}`);
  if (mx.value.hosts.length === 0) {
    return { interception: { kind: "no-mail" }, sentence: `no mail can arrive at ${address}` };
  }
  const hosts = mx.value.hosts.map(({ starttls }) => starttls);
  if (hosts.some((each) => isSeen(each) && !(each.value.offered && each.value.handshake === true))) {
    return {
      interception: { kind: "passive", certainty: "certain", why: null },
      sentence: `mail to ${address} may cross the Internet in plain text`,
    };
  }
  const hidden = hosts.find((each) => !isSeen(each));
  if (hidden !== undefined && !isSeen(hidden)) {
    return notSeen(address, hidden.why, hidden.needs ?? "outbound port 25");
  }
  return hosts.every(isSeen) ? withTls(facts, address) : notSeen(address, "not-asked", "--mail");
}

function withTls(facts: MailDomainFacts, address: string): TransportJudgement {
  const sts = enforced(facts);
  const dane = daneValid(facts.dane);
  if (sts === "yes" || dane === "yes") {
    return {
      interception: { kind: "none", certainty: "possible", why: "what the sender honours is not published" },
      sentence: `senders that honour MTA-STS/DANE must use TLS to ${address}`,
    };
  }
  const open = [sts === "unknown" ? "MTA-STS" : "", dane === "unknown" ? "DANE" : ""].filter((each) => each !== "");
  const sentence = `an active attacker could strip TLS from mail to ${address}`;
  if (open.length === 0) return { interception: { kind: "active", certainty: "certain", why: null }, sentence };
  const why = `${open.join(" and ")} of ${facts.domain} not seen`;
  return {
    interception: { kind: "active", certainty: "possible", why },
    sentence: `${sentence}, unless ${open.join(" or ")} enforces it (not seen)`,
  };
}

function enforced(facts: MailDomainFacts): "yes" | "no" | "unknown" {
  const fact = facts.mtaSts;
  if (!isSeen(fact)) return "unknown";
  const { status, mode, uncovered } = fact.value;
  return status === "valid" && mode === "enforce" && uncovered.length === 0 ? "yes" : "no";
}

function daneValid(fact: Fact<{ status: "valid" | "none" | "invalid" }> | undefined): "yes" | "no" | "unknown" {
  if (!isSeen(fact)) return "unknown";
  return fact.value.status === "valid" ? "yes" : "no";
}

function notSeen(address: string, reason: Reason, needs: string): TransportJudgement {
  return {
    interception: { kind: "unknown", reason, needs },
    sentence: `how mail to ${address} travels is not known (${reason}: ${needs})`,
  };
}
