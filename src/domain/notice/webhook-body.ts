import { headline, type Notice } from "./notice.ts";

/** The body of a Standard Webhook. */
export interface WebhookBody {
  /** Full-stop delimited, e.g. `request.break_seal`. */
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A notice for a program: the same facts as people get, and no more. */
export function webhookBody(notice: Notice): WebhookBody {
  const { kind, atMs, thread, severity, deployment, isRehearsal, account, soWhat, doNow, link, ledger, isEnd } = notice;
  return {
    type: kind,
    timestamp: new Date(atMs).toISOString(),
    data: {
      thread,
      severity,
      deployment,
      rehearsal: isRehearsal,
      headline: headline(notice),
      account,
      soWhat,
      doNow,
      link,
      ledger,
      end: isEnd,
    },
  };
}
