import { headline, type Notice } from "./notice.ts";

/** An event of PagerDuty's Events API v2. */
export interface PagerdutyBody {
  readonly routing_key: string;
  readonly event_action: "trigger" | "resolve";
  /** At most 255 characters. */
  readonly dedup_key: string;
  readonly payload: {
    /** At most 1,024 characters. */
    readonly summary: string;
    readonly source: string;
    readonly severity: Notice["severity"];
    readonly timestamp: string;
    readonly class: string;
    readonly group: string;
    readonly custom_details: Readonly<Record<string, string | number>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly client: "Rootward";
}

/** A notice as an event; all of a thread are one incident, which the last one resolves. */
export function pagerdutyBody(notice: Notice, routingKey: string): PagerdutyBody {
  const { thread, deployment, severity, kind, soWhat, doNow, link, ledger, atMs, isEnd } = notice;
  return {
    routing_key: routingKey,
    event_action: isEnd ? "resolve" : "trigger",
    dedup_key: `rootward/${deployment}/${thread}`.slice(0, 255),
    payload: {
      summary: headline(notice).slice(0, 1024),
      source: `rootward ${deployment}`,
      severity,
      timestamp: new Date(atMs).toISOString(),
      class: kind,
      group: deployment,
      custom_details: {
        so_what: soWhat,
        do_now: doNow,
        ...(ledger === null ? {} : { ledger_size: ledger.size, ledger_root: ledger.root }),
      },
    },
    links: [{ href: link, text: "Open" }],
    client: "Rootward",
  };
}
