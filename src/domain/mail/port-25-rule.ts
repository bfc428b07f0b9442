import { type Fact, seen, unseen } from "../core/fact.ts";
import type { StarttlsAnswer } from "./starttls-answer.ts";

/** STARTTLS of one host as the snapshot keeps it. */
export interface Starttls {
  readonly offered: boolean;
  readonly handshake: boolean | null;
  readonly tlsVersion: string | null;
  readonly certificateValid: boolean | null;
  readonly problem: string | null;
}

/** Whether this network lets mail out: shown by a host whose STARTTLS is known to work. */
export type Port25 = { readonly open: true } | { readonly open: false; readonly detail: string };

const source = "smtp:STARTTLS";

/**
 * Port 25 of this network, from what the control hosts answered. Only a completed handshake with a valid certificate
 * shows it open: a network that strips STARTTLS, or answers in another's place, must not pass as a way to judge others.
 */
export function port25(controls: readonly { readonly host: string; readonly answer: StarttlsAnswer }[]): Port25 {
  const works = controls.some(({ answer }) => answer.status === "tls" && answer.certificateValid);
  if (works) return { open: true };
  const said = controls.map(({ host, answer }) => `${host}: ${whyNot(answer)}`);
  return { open: false, detail: said.length === 0 ? "no control host is configured" : said.join("; ") };
}

/**
 * STARTTLS of a host under the port-25 rule: unknown when this network shows no host at all, unknown when this host does
 * not talk to us; a missing or broken STARTTLS is a fact only where the control host's works.
 */
export function judgeStarttls(port: Port25, answer: StarttlsAnswer, at: string): Fact<Starttls> {
  if (!port.open) return unseen("unreachable", "outbound port 25", `outbound port 25 blocked (${port.detail})`);
  switch (answer.status) {
    case "unreached":
      return unseen("unreachable", "an SMTP answer on port 25", `the MX refused this client (${answer.detail})`);
    case "not-offered":
      return seen(
        { offered: false, handshake: null, tlsVersion: null, certificateValid: null, problem: null },
        source,
        at,
      );
    case "broken":
      return seen(
        { offered: true, handshake: false, tlsVersion: null, certificateValid: null, problem: answer.detail },
        source,
        at,
      );
    case "tls":
      break;
  }
  return seen(
    {
      offered: true,
      handshake: true,
      tlsVersion: answer.version,
      certificateValid: answer.certificateValid,
      problem: answer.problem === null ? null : `opportunistic only: ${answer.problem}`,
    },
    source,
    at,
  );
}

function whyNot(answer: StarttlsAnswer): string {
  switch (answer.status) {
    case "unreached":
    case "broken":
      return answer.detail;
    case "not-offered":
      return "STARTTLS is missing where it is known to be offered";
    case "tls":
      break;
  }
  return `certificate ${answer.problem ?? "not valid"}`;
}
