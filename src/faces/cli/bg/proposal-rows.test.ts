import { describe, expect, it } from "vitest";
import { featureDocument, management, phonePlan, contactsDocument } from "../../../../test/custody/errand-samples.ts";
import { now, person, policy, rule } from "../../../../test/custody/people.ts";
import type { SeenProposal } from "../../../app/custody/client/proposals/see-proposal.ts";
import type { SessionSubject } from "../../../app/custody/client/proposals/session-subject.ts";
import { type ContactsPlan, contactsPlanSchema } from "../../../domain/custody/contacts/contacts-plan.ts";
import { needsText, type ProposalLook, proposalRows, sessionJson } from "./proposal-rows.ts";
import { screenText } from "./screen.ts";

const look = (change: Partial<ProposalLook> = {}): ProposalLook => ({
  policy: policy([rule({ contactsWait: 172_800 })]),
  showContacts: false,
  now,
  ...change,
});
const needs = [{ rule: "default", accounts: 1, all: [{ group: "security", min: 2 }] }];
const session = (plan: ContactsPlan): SessionSubject => ({
  kind: "contacts",
  document: contactsDocument(plan),
  plan,
  operator: person("paul"),
  needs,
  waitSeconds: 172_800,
  inForceSeconds: 86_400,
  isElsewhere: false,
});
const feature = (on: boolean): SessionSubject => ({
  kind: "org-feature",
  document: { ...featureDocument, on },
  operator: person("jane"),
  needs: [{ rule: null, accounts: 1, all: [{ group: "security", min: 2 }] }],
  waitSeconds: 0,
  inForceSeconds: 3600,
});
const seen = (of: SessionSubject, shown: object = {}): SeenProposal => ({
  document: of.document,
  hash: "h".repeat(43),
  words: "one two three four five six",
  changes: [],
  session: of,
  shown: { by: of.operator.id, state: "open", approvals: [], ...shown } as unknown as SeenProposal["shown"],
});
const textOf = (of: SeenProposal, at: ProposalLook = look(), columns = 500): string =>
  screenText(proposalRows(of, at), { isRehearsal: false, isSolo: false }, columns);

/** A plan of so many members. */
function planOf(count: number): ContactsPlan {
  const [first] = phonePlan.accounts;
  const accounts = Array.from({ length: count }, (_, at) => ({
    ...first,
    account: `aws:${200_000_000_000 + at}`,
    name: `account number ${at}`,
    tell: { mailboxes: [`root${at}@corp.example`], phones: ["+15550100"], people: ["jo@corp.example", "the porter"] },
  }));
  return contactsPlanSchema.parse({ ...phonePlan, accounts });
}

describe("a change of contacts on the screen", () => {
  it("says each account with old and new masked, who is told, the wait, when, and the operator", () => {
    const text = textOf(seen(session(planOf(1))));
    expect(text).toContain("2000 0000 0000  account number 0");
    expect(text).toContain("primary contact, PhoneNumber: ***0100 -> ***0199");
    expect(text).toContain("told by mail  r***@corp.example, j***@corp.example");
    expect(text).toContain("***0100   (nobody does it for you)");
    expect(text).toContain("the porter");
    expect(text).toContain("Person paul (paul), who alone is given the AWS sessions");
    expect(text).toContain("2 of security (release policy, rule default: 1 account)");
    expect(text).toMatch(/wait +2 days after the last approval, so not before 2026-.* UTC; then in force for 1 day/);
    expect(text).toContain("can become its root user");
    expect(text).not.toMatch(/555 0199|root0@|jo@corp/);
  });

  it("is whole with --show-contacts, for people and programs", () => {
    const whole = look({ showContacts: true });
    const of = seen(session(planOf(1)));
    expect(textOf(of, whole)).toContain("+1 555 0100 -> +1 555 0199");
    expect(textOf(of, whole)).toContain("root0@corp.example");
    expect(JSON.stringify(sessionJson(of, whole))).toContain("+1 555 0199");
    expect(JSON.stringify(sessionJson(of, look()))).not.toMatch(/555 0199|root0@/);
  });

  it("of a thousand accounts stays readable, and programs get all of them", () => {
    const of = seen(session(planOf(1000)));
    const text = textOf(of);
    expect(text.split("\n").length).toBeLessThan(320);
    expect(text).toContain("account number 39");
    expect(text).not.toContain("account number 40");
    expect(text).toContain("and 960 more accounts; -f json has all of them");
    expect(text).toContain("contacts of 1,000 accounts of o-abcdefghij");
    // Everybody's number at once.
    expect(text).toContain("1000 accounts get the same number");
    const { contacts } = sessionJson(of, look()) as { contacts: { accounts: unknown[]; sessions: number } };
    expect(contacts.accounts).toHaveLength(1000);
    expect(contacts.sessions).toBeGreaterThan(1);
  });

  it("names a change that hides from whoever loses by it, and a plan for another organization", () => {
    expect(textOf(seen(session(phonePlan)))).toContain("is NOT told, e.g. 333333333333");
    expect(textOf(seen(session(planOf(1))))).not.toContain("NOT told");
    const elsewhere = { ...session(phonePlan), isElsewhere: true } as SessionSubject;
    expect(textOf(seen(elsewhere))).toContain("which is not the management account of the release policy");
    expect(JSON.stringify(sessionJson(seen(elsewhere), look()))).toContain("not the management account");
  });

  it("keeps what is written in a plan from steering a terminal or breaking its lines", () => {
    const [first] = phonePlan.accounts;
    const evil = { ...first, name: "prod\u202e\u001b[2J" };
    expect(contactsPlanSchema.safeParse({ ...phonePlan, accounts: [evil] }).success).toBe(false);
    for (const line of textOf(seen(session(planOf(3))), look(), 40).split("\n")) expect(line.length).toBeLessThan(41);
  });

  it("that was approved or stopped says so with the times", () => {
    const reply = { status: "done", dueAt: now + 60, receipt: {} };
    expect(textOf(seen(session(planOf(1)), { reply }))).toMatch(
      /wait +approved; in force from 2026-.* UTC to 2026-.* UTC/,
    );
    expect(textOf(seen(session(planOf(1)), { isVetoed: true }))).toContain("a custodian has stopped it");
  });
});

describe("a switch of central root access on the screen", () => {
  it("says the feature, on or off, for which organization, by whom, and what it means", () => {
    const on = textOf(seen(feature(true)));
    expect(on).toContain("RootSessions ON, for the whole organization (management 1111 1111 1111)");
    expect(on).toContain("It deletes nothing and restores nothing");
    expect(on).toContain("replace the policy of any bucket or queue of a member");
    expect(on).toContain("2 of security (the roster's quorum)");
    expect(on).toMatch(/wait +none: at once with the last approval, then in force for 1 hour/);
    expect(textOf(seen(feature(false)))).toContain("RootSessions OFF");
    expect(sessionJson(seen(feature(false)), look())).toMatchObject({
      orgFeature: { feature: "RootSessions", on: false, management, operator: "jane", waitSeconds: 0 },
    });
  });
});

describe("who must approve, in words", () => {
  it("joins what all and any of a rule ask for", () => {
    const any = [
      { group: "night", min: 1 },
      { group: "board", min: 2 },
    ];
    expect(needsText([{ rule: "r", accounts: 2, all: [{ group: "security", min: 2 }], any }])).toBe(
      "2 of security and 1 of night or 2 of board (release policy, rule r: 2 accounts)",
    );
  });
});
