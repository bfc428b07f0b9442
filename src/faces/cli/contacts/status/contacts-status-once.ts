import { contactsStatus } from "../../../../app/contacts/contacts-status.ts";
import type { ContactReads } from "../../../../app/contacts/contact-deeds.ts";
import { ownDeeds } from "../../../../world/aws/deeds/own-deeds.ts";
import { openAws } from "../../../../world/aws/open-aws.ts";
import type { Invocation } from "../../command.ts";
import { formatTargets } from "../../output/format-targets.ts";
import { writeTargets } from "../../output/write-targets.ts";
import { progressLine } from "../../progress-line.ts";
import { awsOptionsOf } from "../../scan/aws-options-of.ts";
import { screenText, type Standing } from "../../bg/screen.ts";
import { contactDeedsOf } from "../contact-deeds-of.ts";
import { type DocumentsAnswer, documentsUnderWay } from "./documents-under-way.ts";
import { type FoundOrganization, foundOrganization } from "../found-organization.ts";
import { scopedAccounts } from "./scoped-accounts.ts";
import { accountRows, documentRows, missingRows, type StatusRow } from "./status-rows.ts";

/** AWS limits these calls by the account that they are about, so many accounts can be read at once. */
const accountsAtOnce = 32;

const quietStanding: Standing = { isRehearsal: false, isSolo: false };

/** Reads the contacts of accounts, and at the gate which plans are under way. Exit 3 when something could not be seen. */
export async function contactsStatusOnce(invocation: Invocation): Promise<number> {
  const { io, settings } = invocation;
  const targets = formatTargets(settings, ["table", "json"], "table");
  const { found, rows } = await readRows(invocation);
  const documents = await documentsUnderWay(invocation);
  if (io.signal.aborted) return 130;
  const standing = documents?.status === "read" ? documents.standing : quietStanding;
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    if (format === "json") write(`${JSON.stringify(statusJson(found, rows, documents), null, 2)}\n`);
    else {
      const parts = [...missingRows(found.missing), ...rows.flatMap(accountRows), ...documentRows(documents)];
      write(screenText(parts, standing, io.columns));
    }
  });
  const isBlind = found.missing.length > 0 || rows.some(isUnseen) || documents?.status === "unknown";
  return isBlind ? 3 : 0;
}

async function readRows(
  invocation: Invocation,
): Promise<{ readonly found: FoundOrganization; readonly rows: readonly StatusRow[] }> {
  const { io, settings } = invocation;
  const line = progressLine(io, settings);
  const aws = await openAws(awsOptionsOf(invocation));
  try {
    const found = await foundOrganization(aws);
    const accounts = scopedAccounts(found, settings);
    let done = 0;
    const deeds = counted(contactDeedsOf(ownDeeds(aws)), () => line.show(`accounts ${++done}/${accounts.length}`));
    // AWS answers a standalone account about itself, as it does the management account; only others cannot be reached.
    const askable = accounts.map((each) =>
      each.place === "standalone" ? { ...each, place: "management" as const } : each,
    );
    const rows = await contactsStatus({ deeds, atOnce: accountsAtOnce })({
      accounts: askable,
      showContacts: settings.is("showContacts"),
    });
    return { found, rows: rows.map((row, at) => ({ ...row, place: accounts[at]?.knownPlace ?? null })) };
  } finally {
    line.end();
    aws.close();
  }
}

/** Tells of each account: the status reads the latest move of every one that it asks about, and once. */
function counted(reads: ContactReads, onAccount: () => void): ContactReads {
  return {
    ...reads,
    getPrimaryEmailUpdateStatus: (input) => {
      onAccount();
      return reads.getPrimaryEmailUpdateStatus(input);
    },
  };
}

/** What was not asked, because nothing can reach it, is no gap of this run. */
function isUnseen({ mailbox, primary, alternates, emailUpdate }: StatusRow): boolean {
  return [mailbox, primary, emailUpdate, ...Object.values(alternates)].some(
    (reading) => reading.status === "unread" && reading.code !== "NotAsked",
  );
}

function documentsJson(answer: DocumentsAnswer | null): object {
  if (answer === null) return { status: "not-asked" };
  return answer.status === "read" ? { status: "read", documents: answer.documents } : answer;
}

function statusJson(found: FoundOrganization, accounts: readonly StatusRow[], documents: DocumentsAnswer | null) {
  const { organization, management, missing } = found;
  return {
    schema: "rootward.contacts-status/v1",
    organization,
    management: organization === null ? null : management,
    missing,
    accounts,
    documents: documentsJson(documents),
    ...(documents?.status === "read" && documents.standing.isRehearsal ? { rehearsal: true } : {}),
  };
}
