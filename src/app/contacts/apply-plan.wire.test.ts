import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../test/support/deed-trial.ts";
import { makePerson } from "../../demo/human/person.ts";
import { Secret } from "../../domain/core/secret.ts";
import { contactsPolicy } from "../../domain/custody/contacts/contacts-policy.ts";
import type { ContactsPlan } from "../../domain/custody/contacts/contacts-plan.ts";
import { readDesiredContacts } from "../../domain/custody/contacts/planning/desired-contacts.ts";
import { planContacts } from "../../domain/custody/contacts/planning/plan-contacts.ts";
import { assumeRoleWith } from "../../world/aws/courier/assume-role-with.ts";
import { acceptPrimaryEmailUpdate } from "../../world/aws/deeds/account/accept-primary-email-update.ts";
import { deleteAlternateContact } from "../../world/aws/deeds/account/delete-alternate-contact.ts";
import { getAlternateContact } from "../../world/aws/deeds/account/get-alternate-contact.ts";
import { getContactInformation } from "../../world/aws/deeds/account/get-contact-information.ts";
import { getPrimaryEmail } from "../../world/aws/deeds/account/get-primary-email.ts";
import { getPrimaryEmailUpdateStatus } from "../../world/aws/deeds/account/get-primary-email-update-status.ts";
import { putAlternateContact } from "../../world/aws/deeds/account/put-alternate-contact.ts";
import { putContactInformation } from "../../world/aws/deeds/account/put-contact-information.ts";
import { startPrimaryEmailUpdate } from "../../world/aws/deeds/account/start-primary-email-update.ts";
import type { Deeds } from "../../world/aws/deeds/runtime/deeds.ts";
import { applyPlan } from "./apply-plan.ts";
import type { ContactDeeds } from "./contact-deeds.ts";
import type { AskOtp } from "./ask-otp.ts";
import { readContacts } from "./read-contacts.ts";

const member = `aws:${ids.member}`;
const management = `aws:${ids.management}`;
const address = "new-root@corp.example";

function contactDeeds(deeds: Deeds): ContactDeeds {
  return {
    getContactInformation: (input) => getContactInformation(deeds, input),
    putContactInformation: (input) => putContactInformation(deeds, input),
    getAlternateContact: (input) => getAlternateContact(deeds, input),
    putAlternateContact: (input) => putAlternateContact(deeds, input),
    deleteAlternateContact: (input) => deleteAlternateContact(deeds, input),
    getPrimaryEmail: (input) => getPrimaryEmail(deeds, input),
    getPrimaryEmailUpdateStatus: (input) => getPrimaryEmailUpdateStatus(deeds, input),
    startPrimaryEmailUpdate: (input) => startPrimaryEmailUpdate(deeds, input),
    acceptPrimaryEmailUpdate: (input) => acceptPrimaryEmailUpdate(deeds, input),
  };
}

/** Everything a plan can hold, wanted of the two accounts. */
const wanted = {
  [ids.management]: { primary: { phone: "+1 555 0199" } },
  [ids.member]: {
    primary: { phone: "+1 555 0299", companyName: "Corp" },
    alternate: {
      billing: "none",
      security: { name: "Security", title: "Team", email: "sec@corp.example", phone: "+1 555 0300" },
    },
    mailbox: address,
  },
};

describe("a plan of contacts, from reading to reading back, through the real SDK", () => {
  let trial: DeedTrial;
  let facts: Awaited<ReturnType<ReturnType<typeof readContacts>>>;
  const read = async () =>
    readContacts({ deeds: contactDeeds(await trial.admin(ids.management)) })([
      { account: management, name: "Management", place: "management", isActive: true, mailbox: "root@corp.example" },
      { account: member, name: "Pay", place: "member", isActive: true },
    ]);
  const planned = () =>
    planContacts({
      deployment: "acme",
      madeAt: 1_795_000_000,
      management,
      organization: "o-deeds00000",
      facts,
      desired: readDesiredContacts({ accounts: wanted }),
      readersOf: () => null,
      holdersOf: () => null,
    });
  /** A session that can do nothing but batch `n`, as the courier opens it. */
  const sessionOf = async (plan: ContactsPlan, n: number) => {
    const role = done(
      await assumeRoleWith(await trial.courier(), {
        arn: `arn:aws:iam::${ids.management}:role/RootwardContacts`,
        sessionName: "rw-contacts",
        sourceIdentity: "rw-contacts",
        policy: contactsPolicy(plan, n),
        durationSeconds: 900,
      }),
    );
    return trial.open({ ...role, account: management, region: "us-east-1" });
  };

  beforeEach(async () => {
    trial = await startDeedTrial();
    facts = await read();
  });
  afterEach(() => trial.close());

  it("changes all that is planned, with sessions that allow nothing else", async () => {
    const { plan, refusals } = planned();
    expect(refusals).toEqual([]);
    if (plan === null) throw new Error("nothing planned");
    const reader = await makePerson(trial.server, "reader", [`mailbox:${address}`]);
    const askOtp: AskOtp = async () => {
      const mail = await reader.mailbox(address);
      const otp = new Secret(mail.status === undefined ? (mail.messages[0]?.otp ?? "") : "");
      return { status: "code", otp };
    };
    const lines: string[] = [];
    const run = applyPlan({
      openBatch: async (n) => ({ status: "open", deeds: contactDeeds(await sessionOf(plan, n)) }),
      askOtp,
      journal: { lines, append: (line) => Promise.resolve(void lines.push(line)) },
      nowSeconds: () => 1_795_000_000,
      wait: () => Promise.resolve(),
    });
    const { outcomes, stopped } = await run(plan);
    expect(stopped).toBe(null);
    expect(outcomes.map(({ status, changes }) => [status, changes.length])).toEqual([
      ["changed", 1],
      ["changed", 4],
    ]);
    facts = await read();
    expect(planned()).toMatchObject({ plan: null, unchanged: [management, member], refusals: [] });
    const session = await sessionOf(plan, 1);
    for (const account of [ids.guarded, "444444444444"]) {
      expect((await getContactInformation(session, { account })).status).toBe("refused");
    }
    expect((await getPrimaryEmail(session, { account: ids.guarded })).status).toBe("refused");
    const evil = { account: member, email: "root@evil.example" };
    expect(await startPrimaryEmailUpdate(session, evil)).toMatchObject({ code: "AccessDenied" });
    const operations = { account: member, type: "OPERATIONS" } as const;
    expect(await deleteAlternateContact(session, operations)).toMatchObject({ code: "AccessDenied" });
    expect(await deleteAlternateContact(session, { ...operations, type: "SECURITY" })).toMatchObject({
      code: "AccessDenied",
    });
  });

  it("writes nothing of an account that somebody changed after it was planned", async () => {
    const { plan } = planned();
    if (plan === null) throw new Error("nothing planned");
    const admin = contactDeeds(await trial.admin(ids.management));
    const contact = { Name: "Evil", Title: "X", EmailAddress: "evil@corp.example", PhoneNumber: "+1 555 0666" };
    done(await admin.putAlternateContact({ account: member, type: "SECURITY", contact }));
    const { outcomes } = await applyPlan({
      openBatch: async (n) => ({ status: "open", deeds: contactDeeds(await sessionOf(plan, n)) }),
      askOtp: () => Promise.resolve({ status: "later" }),
      journal: { lines: [], append: () => Promise.resolve() },
      nowSeconds: () => 1_795_000_000,
      wait: () => Promise.resolve(),
    })(plan);
    expect(outcomes.map(({ status }) => status)).toEqual(["changed", "stale"]);
    const after = done(await admin.getContactInformation({ account: member })).contact;
    expect(after.PhoneNumber).toBe("+1 555 0200");
  });
});
