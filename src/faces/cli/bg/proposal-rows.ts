// A proposal for the eyes of those who decide on it. A plan of contacts is shown account by account, in the words in which
// its operator saw it; a long one is cut on the screen and whole for programs.
import { isLeftUntold } from "../../../app/custody/client/proposals/is-left-untold.ts";
import type { SeenProposal } from "../../../app/custody/client/proposals/see-proposal.ts";
import type { ApprovalsNeeded, SessionSubject } from "../../../app/custody/client/proposals/session-subject.ts";
import { planHash } from "../../../domain/custody/contacts/contacts-plan.ts";
import { digitsOf } from "../../../app/custody/client/request/find-account.ts";
import type { ReleasePolicyDocument } from "../../../domain/custody/documents/release-policy-document.ts";
import { warningsOf } from "../../../domain/custody/root-access/warnings-of.ts";
import { durationText } from "../contacts/duration-option.ts";
import { momentText } from "../contacts/moment-text.ts";
import { toldRows } from "../contacts/planned-rows.ts";
import { type PlannedView, plannedView } from "../contacts/planned-view.ts";
import { accountText } from "./request-rows.ts";
import type { Row } from "./screen.ts";

/** How a proposal is shown. */
export interface ProposalLook {
  readonly policy: Pick<ReleasePolicyDocument, "rules">;
  /** Mail addresses and numbers in full. */
  readonly showContacts: boolean;
  /** Unix seconds. */
  readonly now: number;
}

/** A screen holds so many accounts of a plan; `-f json` has all. */
const mostAccounts = 40;
const mostChanges = 60;

/** A proposal as rows. */
export function proposalRows(seen: SeenProposal, look: ProposalLook): readonly Row[] {
  const { document, hash, words, shown, session } = seen;
  const version = "version" in document && typeof document.version === "number" ? `, version ${document.version}` : "";
  return [
    ["document", `${document.type}${version}, proposed by ${shown.by}`],
    ["hash", hash],
    ["six words", words],
    ...(shown.isVetoed === true ? [["STOPPED", "a custodian has stopped it; it never comes into force"] as const] : []),
    ...(session === null ? changeRows(seen) : sessionRows(session, shown.reply, look)),
  ];
}

/** What programs are told of a document that sessions are asked under: everything of it; nothing for other documents. */
export function sessionJson({ session }: Pick<SeenProposal, "session">, look: ProposalLook): object {
  if (session === null) return {};
  const { needs, waitSeconds, inForceSeconds, operator, document } = session;
  const common = { operator: operator.id, needs, waitSeconds, inForceSeconds };
  if (session.kind === "org-feature") {
    const { feature, on, account: management } = session.document;
    return { orgFeature: { feature, on, management, ...common, warnings: featureWarnings(session.document) } };
  }
  const { accounts, sessions, warnings } = viewOf(session, look);
  const { organization, management } = session.plan;
  const plan = { organization, management, kinds: session.document.kinds, planHash: session.document.planHash };
  return {
    contacts: {
      ...plan,
      ...common,
      notBefore: look.now + waitSeconds,
      at: document.at,
      sessions,
      accounts,
      warnings: [...warnings, ...mindOf(session)],
    },
  };
}

/** Who must approve, in words. */
export function needsText(needs: readonly ApprovalsNeeded[]): string {
  return needs
    .map(({ rule, accounts, all = [], any }) => {
      const groups = all.map(({ group, min }) => `${min} of ${group}`);
      const one = any === undefined ? [] : [any.map(({ group, min }) => `${min} of ${group}`).join(" or ")];
      const who = [...groups, ...one].join(" and ");
      if (rule === null) return `${who} (the roster's quorum)`;
      return `${who} (release policy, rule ${rule}: ${countOf(accounts, "account")})`;
    })
    .join("; ");
}

function changeRows({ changes }: SeenProposal): readonly Row[] {
  return [
    ...changes.slice(0, mostChanges).map(({ path, before, after }): Row => {
      if (before === null) return ["new", `${path}: ${after ?? ""}`];
      return after === null ? ["gone", `${path}: ${before}`] : ["change", `${path}: ${before} → ${after}`];
    }),
    ...(changes.length > mostChanges ? [["", `… and ${changes.length - mostChanges} more changes`] as const] : []),
    ...(changes.length === 0 ? [["change", "none"] as const] : []),
  ];
}

function sessionRows(
  session: SessionSubject,
  reply: SeenProposal["shown"]["reply"],
  look: ProposalLook,
): readonly Row[] {
  const { operator, needs } = session;
  return [
    ["operator", `${operator.name} (${operator.id}), who alone is given the AWS sessions for it`],
    ...(session.kind === "contacts" ? contactsRows(session, look) : featureRows(session)),
    ["approvals", needsText(needs)],
    ["wait", waitText(session, reply, look)],
  ];
}

function contactsRows(session: Extract<SessionSubject, { kind: "contacts" }>, look: ProposalLook): readonly Row[] {
  const { accounts, sessions, warnings } = viewOf(session, look);
  const { organization, management } = session.plan;
  const more = accounts.length - mostAccounts;
  return [
    [
      "changes",
      `contacts of ${countOf(accounts.length, "account")} of ${organization} (management ${accountText(management)}): ${session.document.kinds.join(", ")}`,
    ],
    ["plan", `${planHash(session.plan)}; ${countOf(sessions, "session")}, each limited to its part of it`],
    ...accounts
      .slice(0, mostAccounts)
      .flatMap(({ account, name, changes, tell }): readonly Row[] => [
        ["account", `${accountText(account)}  ${name}`],
        ...changes.map((line): Row => ["", line]),
        ...toldRows(tell),
      ]),
    ...(more > 0
      ? [["…", `and ${countOf(more, "more account")}; -f json has all of them (--show signs nothing)`] as const]
      : []),
    ...[...warnings, ...mindOf(session)].map((line): Row => ["mind", line]),
  ];
}

function featureRows({ document }: Extract<SessionSubject, { kind: "org-feature" }>): readonly Row[] {
  const { feature, on, account } = document;
  return [
    ["switch", `${feature} ${on ? "ON" : "OFF"}, for the whole organization (management ${accountText(account)})`],
    ...featureWarnings(document).map((line): Row => ["mind", line]),
  ];
}

/** The words of the plan that its operator saw; whether trusted access is switched on with it no document says. */
function featureWarnings(document: Extract<SessionSubject, { kind: "org-feature" }>["document"]): readonly string[] {
  const { at: madeAt, feature, on, account: management } = document;
  const schema = "rootward.root-access-plan/v1";
  return warningsOf({ schema, madeAt, task: "enable", feature, on, management, trustedAccess: false });
}

function mindOf({ isElsewhere, plan }: Extract<SessionSubject, { kind: "contacts" }>): readonly string[] {
  const untold = plan.accounts.filter(isLeftUntold);
  const [first] = untold;
  return [
    ...(isElsewhere
      ? [
          `The plan is for the organization of ${digitsOf(plan.management)}, which is not the management account of the release policy.`,
        ]
      : []),
    ...(first === undefined
      ? []
      : [
          `Of ${countOf(untold.length, "account")} somebody loses a phone number or address and is NOT told, e.g. ${digitsOf(first.account)}: ask its operator why.`,
        ]),
  ];
}

function waitText(session: SessionSubject, reply: SeenProposal["shown"]["reply"], { now }: ProposalLook): string {
  const { waitSeconds, inForceSeconds } = session;
  const life = `then in force for ${durationText(inForceSeconds)}; any custodian can stop it all that time`;
  if (reply?.status === "done" && reply.dueAt !== undefined) {
    return `approved; in force from ${momentText(reply.dueAt)} to ${momentText(reply.dueAt + inForceSeconds)}`;
  }
  if (waitSeconds === 0) return `none: at once with the last approval, ${life}`;
  return `${durationText(waitSeconds)} after the last approval, so not before ${momentText(now + waitSeconds)}; ${life}`;
}

function viewOf(
  { plan, document }: Extract<SessionSubject, { kind: "contacts" }>,
  { policy, showContacts, now }: ProposalLook,
): PlannedView {
  const { planHash: hash, waitSeconds } = document;
  return plannedView(
    { plan, unchanged: [], refusals: [], untold: [] },
    { hash, policy, waitSeconds, showContacts, now },
  );
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
