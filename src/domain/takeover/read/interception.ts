import { type Fact, isSeen } from "../../core/fact.ts";
import type { MailDomainFacts } from "../../snapshot/mail-facts.ts";
import type { Certainty } from "../who-can.ts";

/** How mail to a domain can be read on its way; `active` needs more than listening. */
export interface Interception {
  readonly how: "passive" | "active";
  readonly certainty: Certainty;
}

/**
 * Reads it from what was probed. An MX without TLS: mail may cross the Internet in plain text, certain. TLS everywhere but
 * neither MTA-STS in mode enforce nor DANE: an active attacker could strip it, certain. Otherwise only possible, because
 * nobody knows what AWS's senders honour; so is everything that was not seen. Null where no mail can arrive at all.
 */
export function interceptionOf(domain: MailDomainFacts): Interception | null {
  if (!isSeen(domain.mx)) return { how: "active", certainty: "possible" };
  const { kind, hosts } = domain.mx.value;
  if (kind === "null-mx" || kind === "none") return null;
  const answers = hosts.map(({ starttls }) => starttls);
  const plain = answers.some((answer) => isSeen(answer) && (!answer.value.offered || answer.value.handshake === false));
  if (plain) return { how: "passive", certainty: "certain" };
  const allTls = hosts.length > 0 && answers.every((answer) => isSeen(answer) && answer.value.handshake === true);
  const unprotected = enforces(domain) === "no" && isValid(domain.dane) === "no";
  return { how: "active", certainty: allTls && unprotected ? "certain" : "possible" };
}

function enforces({ mtaSts }: MailDomainFacts): "yes" | "no" | "unknown" {
  if (!isSeen(mtaSts)) return "unknown";
  const { status, mode, uncovered } = mtaSts.value;
  return status === "valid" && mode === "enforce" && uncovered.length === 0 ? "yes" : "no";
}

function isValid(fact: Fact<{ readonly status: string }> | undefined): "yes" | "no" | "unknown" {
  if (!isSeen(fact)) return "unknown";
  return fact.value.status === "valid" ? "yes" : "no";
}
