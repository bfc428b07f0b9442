import type { AlternateType } from "../../../../domain/custody/contacts/records/contact-fields.ts";
import { alternateTypes } from "../../../../domain/custody/contacts/records/contact-fields.ts";
import type { ContactFacts } from "../../../../domain/custody/contacts/records/contact-facts.ts";
import { idOf, planBytes, planHash } from "../../../../domain/custody/contacts/contacts-plan.ts";
import { contactsErrors } from "../../../../domain/custody/contacts/errors.ts";
import type { DesiredContacts } from "../../../../domain/custody/contacts/planning/desired-contacts.ts";
import { planContacts } from "../../../../domain/custody/contacts/planning/plan-contacts.ts";
import { readContacts, type PartsToRead } from "../../../../app/contacts/read-contacts.ts";
import { parseInventory } from "../../../../app/scan/declared/parse-inventory.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { instantOfMillis } from "../../../../domain/core/instant.ts";
import type { Inventory } from "../../../../domain/inventory/inventory.ts";
import { ownDeeds } from "../../../../world/aws/deeds/own-deeds.ts";
import { openAws } from "../../../../world/aws/open-aws.ts";
import { textOption } from "../../bg/own-client.ts";
import { screenTargets, showAnswer } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { progressLine } from "../../progress-line.ts";
import { awsOptionsOf } from "../../scan/aws-options-of.ts";
import { readText } from "../../read-text.ts";
import { readInventory } from "../../scan/read-declared.ts";
import { word } from "../../set-up/program-name.ts";
import { usageError } from "../../usage-error.ts";
import { contactDeedsOf } from "../contact-deeds-of.ts";
import { durationOption } from "../duration-option.ts";
import { type FoundAccount, type FoundOrganization, foundOrganization } from "../found-organization.ts";
import { knownDeployment } from "./known-deployment.ts";
import { refuseOldFile, writeNewFile } from "./new-file.ts";
import { peopleOf } from "./people-of.ts";
import { plannedView } from "../planned-view.ts";
import { plannedRows } from "../planned-rows.ts";
import { readDesired } from "./read-desired.ts";

/**
 * Plans what a file wants, says what it means and for whom, and saves the plan. Exit 1 when something that was named is
 * refused, 3 when something could not be read.
 */
export async function planOnce(invocation: Invocation): Promise<number> {
  const { io, settings, options } = invocation;
  const targets = screenTargets(invocation);
  const file = required(invocation, "file", "FILE: what contacts are to be");
  const save = required(invocation, "save", "PLAN: where the plan is written");
  const wait = textOption(options, "wait");
  const waitSeconds = durationOption("wait", wait) ?? 0;
  const isForced = options["force"] === true;
  if (!isForced) refuseOldFile(io.cwd, save);
  const desired = await readDesired(io, file);
  const people = peopleOf(await declaredPeople(invocation), instantOfMillis(io.now()));
  const { deployment, policy, standing } = await knownDeployment(invocation);
  const { found, facts } = await readFacts(invocation, desired);
  if (io.signal.aborted) return 130;
  const madeAt = Math.floor(io.now() / 1000);
  const planned = planContacts({ ...people, ...found, deployment, madeAt, facts, desired });
  const { plan } = planned;
  const bytes = plan === null ? null : planBytes(plan);
  const view = plannedView(planned, {
    hash: plan === null ? null : planHash(plan),
    policy,
    waitSeconds,
    showContacts: settings.is("showContacts"),
    now: madeAt,
  });
  if (bytes !== null) writeNewFile(io.cwd, save, bytes, isForced);
  const next = bytes === null ? null : `rootward contacts apply ${word(save)}${wait === null ? "" : ` --wait ${wait}`}`;
  const saved = bytes === null ? null : save;
  showAnswer(invocation, targets, standing, {
    rows: plannedRows(view, saved, next),
    json: { schema: "rootward.contacts-planned/v1", deployment, saved, next, ...view },
  });
  return exitOf(planned.refusals);
}

function required({ options }: Invocation, name: string, what: string): string {
  const value = textOption(options, name);
  if (value === null) throw usageError(`contacts plan needs --${name} ${what}`);
  return value;
}

/** The flag is the command's own, as the settings beside it have nothing to do with plans. */
async function declaredPeople(invocation: Invocation): Promise<Inventory> {
  const named = textOption(invocation.options, "inventory");
  return named === null ? readInventory(invocation) : parseInventory(await readText(invocation.io, named), named);
}

interface InOrganization {
  readonly found: { readonly management: string; readonly organization: string };
  readonly facts: readonly ContactFacts[];
}

async function readFacts(invocation: Invocation, desired: DesiredContacts): Promise<InOrganization> {
  const { io, settings } = invocation;
  const line = progressLine(io, settings);
  const aws = await openAws(awsOptionsOf(invocation));
  try {
    const all = await foundOrganization(aws);
    const { management } = all;
    const organization = insistOrganization(all);
    const wanted = new Map(all.accounts.map((each) => [each.account, isWanted(desired, idOf(each.account))]));
    const asked = all.accounts.filter(({ account }) => wanted.get(account) === true);
    const onRead = (done: number, many: number): void => line.show(`accounts ${done}/${many}`);
    const read = await readContacts({ deeds: contactDeedsOf(ownDeeds(aws)), atOnce: 32, onRead })(
      asked,
      partsOf(desired, asked),
    );
    // The others are not read: they are there so that no address is given to two accounts.
    const others = all.accounts.filter(({ account }) => wanted.get(account) !== true).map(listedFacts);
    return { found: { management, organization }, facts: [...read, ...others] };
  } finally {
    line.end();
    aws.close();
  }
}

function insistOrganization({ organization, missing }: FoundOrganization): string {
  const [first] = missing;
  if (first !== undefined) {
    throw new CodedError(contactsErrors.CONTACTS_NOT_READ, { detail: `${first.needs} (${first.why})` });
  }
  if (organization !== null) return organization;
  throw new CodedError(contactsErrors.CONTACTS_OUT_OF_REACH, {
    detail: "the caller's account is in no organization",
    hint: "Use credentials of the management account or of its delegated administrator for account management. A standalone account's contacts are changed signed in to it.",
  });
}

function isWanted(desired: DesiredContacts, id: string): boolean {
  const { primary, alternate, mailbox } = desired.of(id);
  return Object.keys(primary).length > 0 || Object.keys(alternate).length > 0 || mailbox !== null;
}

/** Only the records that are spoken of are read. */
function partsOf(desired: DesiredContacts, accounts: readonly FoundAccount[]): PartsToRead {
  const wanted = accounts.map(({ account }) => desired.of(idOf(account)));
  const isAsked = (type: AlternateType): boolean => wanted.some(({ alternate }) => alternate[type] !== undefined);
  return {
    primary: wanted.some(({ primary }) => Object.keys(primary).length > 0),
    alternates: alternateTypes.filter(isAsked),
  };
}

function listedFacts({ account, name, place, isActive, mailbox }: FoundAccount): ContactFacts {
  const frame = { account, name, place, isActive };
  return mailbox === undefined ? frame : { ...frame, mailbox: { status: "read", value: mailbox } };
}

/** What only `*` asked for is no refusal of somebody's word; what could not be read is always a gap. */
function exitOf(refusals: ReturnType<typeof planContacts>["refusals"]): number {
  const unread = contactsErrors.CONTACTS_NOT_READ.code;
  if (refusals.some(({ row, isNamed }) => isNamed && row.code !== unread)) return 1;
  return refusals.some(({ row }) => row.code === unread) ? 3 : 0;
}
