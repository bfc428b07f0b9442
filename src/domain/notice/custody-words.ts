import type { NoticeSeverity } from "./notice.ts";

/** What is said about one kind of event; `who` is the person it is about. */
export interface CustodyWords {
  readonly severity: NoticeSeverity;
  readonly what: (who: string) => string;
  readonly soWhat: string;
  readonly doNow: string;
  readonly isEnd: boolean;
}

const watch = "Watch what root does in the account; any custodian can revoke.";
const over = "Nothing to do. The ledger keeps what happened.";

/** The words of every event that people are told about, by the type of its log entry. */
export const custodyWords = {
  "request.created": {
    severity: "error",
    what: (who) => `${who} asks for root`,
    soWhat: "Approvers decide. Without enough of them it ends by itself.",
    doNow: "Ask the person by another channel whether it is them, then approve or deny. A click here approves nothing.",
    isEnd: false,
  },
  "request.break_seal": {
    severity: "critical",
    what: (who) => `${who} wants to open root alone`,
    soWhat: "Nobody has approved it. It opens by itself after the delay, which starts when a custodian has seen it.",
    doNow: "Call the person. If anything is odd, veto; if the gate does not answer, veto through the custodian door.",
    isEnd: false,
  },
  "request.seen": {
    severity: "critical",
    what: (who) => `The delay of a lone opening runs, seen by ${who}`,
    soWhat: "When it is over the requester gets in without any approval.",
    doNow: "Veto now if it must not happen; the custodian door works when the gate does not.",
    isEnd: false,
  },
  "grant.delayed": {
    severity: "critical",
    what: () => "A grant waits for its delay",
    soWhat: "When the delay is over it can be used.",
    doNow: "Veto now if it must not happen.",
    isEnd: false,
  },
  "grant.ready": {
    severity: "error",
    what: () => "A grant can be used",
    soWhat: "The requester can get the password and codes for a short time.",
    doNow: watch,
    isEnd: false,
  },
  "release.password": {
    severity: "critical",
    what: (who) => `The root password went to ${who}`,
    soWhat: "A person knows it from now on; it must be rotated afterwards.",
    doNow: watch,
    isEnd: false,
  },
  "release.code": {
    severity: "critical",
    what: (who) => `A root code went to ${who}`,
    soWhat: "Expect a root sign-in within the next minutes.",
    doNow: watch,
    isEnd: false,
  },
  "release.assume_root": {
    severity: "critical",
    what: (who) => `A root session went to ${who}`,
    soWhat: "It cannot be called back; it ends in at most 15 minutes.",
    doNow: watch,
    isEnd: false,
  },
  "release.export": {
    severity: "critical",
    what: (who) => `A whole vault was exported for ${who}`,
    soWhat: "Everything in it must count as known and be rotated.",
    doNow: "Check that this was agreed; then rotate.",
    isEnd: false,
  },
  "release.enrol_pair": {
    severity: "warning",
    what: (who) => `Enrolment codes went to ${who}`,
    soWhat: "They enrol a new device of root; they are no sign-in.",
    doNow: "Check that this account is being brought in.",
    isEnd: false,
  },
  "release.lost": {
    severity: "warning",
    what: () => "A code was spent and never left the broker",
    soWhat: "The broker stopped in between. The step and the budget stay spent.",
    doNow: "Look at the broker's host.",
    isEnd: false,
  },
  "approval.denied": {
    severity: "error",
    what: (who) => `${who} denied a request for root`,
    soWhat: "The request is over. Somebody asked for what another thought wrong.",
    doNow: "Talk to both.",
    isEnd: true,
  },
  "request.vetoed": {
    severity: "critical",
    what: (who) => `${who} vetoed an opening of root`,
    soWhat: "It is over. Somebody may have tried what they must not.",
    doNow: "Talk to both, and look at the requester's devices.",
    isEnd: true,
  },
  "grant.revoked": {
    severity: "critical",
    what: (who) => `A grant was revoked by ${who}`,
    soWhat: "Nothing more is released. What was released before stays known.",
    doNow: "If a password or code had left, end root's sessions and rotate.",
    isEnd: true,
  },
  "grant.lapsed": {
    severity: "info",
    what: () => "A grant ended unused for too long",
    soWhat: "Nothing more is released.",
    doNow: over,
    isEnd: true,
  },
  "grant.closing": {
    severity: "warning",
    what: () => "A grant's window is over",
    soWhat: "Nothing more is released. The requester still has to say what was done.",
    doNow: "Close it with a statement; sign out of root; rotate the password.",
    isEnd: false,
  },
  "grant.closed": {
    severity: "info",
    what: (who) => `A grant was closed by ${who}`,
    soWhat: "What was done is stated, or the statement is marked missing.",
    doNow: "Review it, and see that the password was rotated.",
    isEnd: true,
  },
  "request.superseded": {
    severity: "info",
    what: () => "A request ended because another for the account was granted",
    soWhat: "Nothing was released under it.",
    doNow: over,
    isEnd: true,
  },
  "request.withdrawn": {
    severity: "info",
    what: (who) => `${who} took a request back`,
    soWhat: "Nothing more is released under it.",
    doNow: over,
    isEnd: true,
  },
  "request.expired": {
    severity: "info",
    what: () => "A request ended without enough approvals",
    soWhat: "Nothing was released under it.",
    doNow: over,
    isEnd: true,
  },
  "roster.accepted": {
    severity: "critical",
    what: () => "A new roster was accepted",
    soWhat: "It decides who may approve and who holds shares.",
    doNow: "Compare its hash with what was agreed. Any custodian can veto while it waits.",
    isEnd: false,
  },
  "release-policy.accepted": {
    severity: "critical",
    what: () => "A new release policy was accepted",
    soWhat: "It decides how many must approve what.",
    doNow: "Compare its hash with what was agreed. Any custodian can veto while it waits.",
    isEnd: false,
  },
  "contacts.accepted": {
    severity: "critical",
    what: () => "A change of root contacts waits",
    soWhat: "Whoever controls contacts can recover root.",
    doNow: "Compare the plan with what was agreed. Any custodian can veto while it waits.",
    isEnd: false,
  },
  "contacts.vetoed": {
    severity: "warning",
    what: (who) => `${who} stopped a change of root contacts`,
    soWhat: "No more sessions are given for it. A session that is open already ends within 15 minutes.",
    doNow: "Compare the contacts with what they should be: rootward contacts status.",
    isEnd: false,
  },
  "contacts.session": {
    severity: "critical",
    what: (who) => `A session to change root contacts went to ${who}`,
    soWhat: "It may make the planned calls and no others. It cannot be called back; it ends in at most 15 minutes.",
    doNow: "Expect the planned changes, and no others, within the next minutes.",
    isEnd: false,
  },
  "org_feature.accepted": {
    severity: "critical",
    what: () => "A switch of central root access was decided",
    soWhat: "Central root access opens a way to root of every member. Switching it deletes and restores nothing.",
    doNow: "Compare it with what was agreed. Any custodian can stop it: rootward bg veto.",
    isEnd: false,
  },
  "org_feature.vetoed": {
    severity: "warning",
    what: (who) => `${who} stopped a switch of central root access`,
    soWhat: "No more sessions are given for it. A session that is open already ends within 15 minutes.",
    doNow: "See how it stands: rootward root-access status.",
    isEnd: false,
  },
  "org_feature.session": {
    severity: "critical",
    what: (who) => `A session to switch central root access went to ${who}`,
    soWhat: "It may make the one call and no other. It cannot be called back; it ends in at most 15 minutes.",
    doNow: "See how it stands afterwards: rootward root-access status.",
    isEnd: false,
  },
  "broker.quarantined": {
    severity: "critical",
    what: () => "The broker went into quarantine",
    soWhat: "Its log is older than, or differs from, what was seen of it. It releases nothing.",
    doNow: "Keep both logs, look for a restored backup or a second broker, then sign a resync.",
    isEnd: false,
  },
  "broker.behind": {
    severity: "critical",
    what: () => "The broker's log is shorter than the gate's copy of it, or differs",
    soWhat: "A backup was put back, or history was changed. Budgets and removed people may have come back.",
    doNow: "Release nothing. Keep both logs and compare them with the witness.",
    isEnd: false,
  },
  "credential.counter_regressed": {
    severity: "critical",
    what: (who) => `A passkey of ${who} counts backwards`,
    soWhat: "There may be a copy of it.",
    doNow: "Ask the person; take the passkey out of the roster if it is not theirs alone.",
    isEnd: false,
  },
} as const satisfies Readonly<Record<string, CustodyWords>>;

/** The words of an event; `null` for those that nobody is told about. */
export function custodyWordsOf(type: string): CustodyWords | null {
  const known: Readonly<Record<string, CustodyWords>> = custodyWords;
  return Object.hasOwn(known, type) ? (known[type] ?? null) : null;
}
