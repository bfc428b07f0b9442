// What a person is told, on any channel: what happened, to which account, so what, what to do now, one link. Custody's
// notices also name the ledger's size and root, so that everybody who keeps one is a witness. Never in here: a password, a
// code, a seed, a whole mail address or phone number, a reason's text.

/** How loud it is; the words of PagerDuty's Events API v2. */
export type NoticeSeverity = "critical" | "error" | "warning" | "info";

/** One thing that people are told. Plain data: it waits in an outbox as JSON. */
export interface Notice {
  /** Unique; a channel that meets it twice may drop the second. */
  readonly id: string;
  /** What it is about: the request, or another thing whose notices belong together. */
  readonly thread: string;
  /** E.g. `request.created`. */
  readonly kind: string;
  readonly severity: NoticeSeverity;
  readonly deployment: string;
  readonly isRehearsal: boolean;
  /** What happened, one sentence without a full stop. */
  readonly what: string;
  /** The account's name and its last four digits; `null` where it is about none. */
  readonly account: { readonly name: string; readonly tail: string } | null;
  readonly soWhat: string;
  /** What exactly, a line each, masked; left out where there is no more to say. */
  readonly details?: readonly string[];
  readonly doNow: string;
  readonly link: string;
  /** The broker's log as it was then, root in base64; `null` where there is none. */
  readonly ledger: { readonly size: number; readonly root: string } | null;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** Nothing is left to do for the thread: an alarm may end. */
  readonly isEnd: boolean;
}

/** The last four digits of an account, all that a notice shows of it. */
export function accountTail(account: string): string {
  return account.slice(-4);
}

/** The headline: a rehearsal says so first. */
export function headline({ isRehearsal, what, account }: Notice): string {
  const of = account === null ? "" : `: ${account.name} (…${account.tail})`;
  return `${isRehearsal ? "REHEARSAL " : ""}${what}${of}`;
}

/** The notice as lines of plain text, headline first. */
export function noticeLines(notice: Notice): readonly string[] {
  const { deployment, soWhat, details = [], doNow, link, ledger, atMs } = notice;
  return [
    headline(notice),
    soWhat,
    ...details,
    `Do now: ${doNow}`,
    link,
    `${deployment}, ${new Date(atMs).toISOString()}`,
    ...(ledger === null ? [] : [`Ledger: ${ledger.size} entries, root ${ledger.root}`]),
  ];
}
