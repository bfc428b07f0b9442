// A change of contacts is told to those who lose by it if it is an attack, before it happens: the old mailbox itself and
// those of its readers and of the old phone's holders who have an address; the custodians are told who else there is.
import { maskMail, maskPhone } from "../../../domain/core/mask.ts";
import type { ContactsPlan, PlannedAccount } from "../../../domain/custody/contacts/contacts-plan.ts";
import { maskedChange } from "../../../domain/custody/contacts/records/masked-change.ts";
import type { LogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import { accountTail, type Notice } from "../../../domain/notice/notice.ts";
import type { Gate } from "../core/gate.ts";
import { readPlanOf } from "../documents/plans.ts";
import { enqueue, enqueueMail } from "../outbox/enqueue.ts";

/** Custodians read so many lines of a plan in a notice; the plan itself has them all. */
const mostLines = 40;

/** Puts the notices of an accepted plan on their way; inside the transaction that takes the entry in. */
export function tellOfContacts(gate: Gate, { d }: LogEntry, told: Notice): void {
  const { hash, dueAt } = d;
  // Every plan is a matter of its own, and is asked for by its hash.
  const notice = typeof hash === "string" ? { ...told, thread: hash } : told;
  const plan = typeof hash === "string" ? readPlanOf(gate, hash) : null;
  const until = typeof dueAt === "number" ? new Date(dueAt * 1000).toISOString().slice(0, 16).replace("T", " ") : "";
  const veto = `rootward bg veto --document ${String(hash)}`;
  const wait = `It comes into force at ${until} UTC unless a custodian stops it: ${veto}`;
  enqueue(gate, { ...notice, details: [...(plan === null ? ["The plan lies elsewhere."] : linesOf(plan)), wait] });
  for (const account of plan?.accounts ?? []) {
    for (const [at, address] of addressesOf(account).entries()) {
      enqueueMail(gate, address, {
        ...notice,
        id: `${notice.id}-${account.account.replaceAll(/[^0-9]/g, "")}-${at}`,
        what: "Contacts of an AWS account are going to change",
        account: { name: account.name, tail: accountTail(account.account) },
        soWhat: "Whoever has the root mailbox and the phone number of an account can take it over.",
        details: [...account.changes.flatMap(maskedChange), `It comes into force at ${until} UTC.`],
        doNow:
          "If you did not expect this, tell a custodian of your organization before that time: any of them can stop it.",
      });
    }
  }
}

function linesOf({ accounts }: ContactsPlan): readonly string[] {
  const lines = accounts.flatMap((each) => [
    `${each.name} (…${accountTail(each.account)})`,
    ...each.changes.flatMap(maskedChange),
    ...byHand(each),
  ]);
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `… and ${more} more lines in the plan`] : lines;
}

/** Who has no address must be told by somebody: the notice says whom. */
function byHand({ tell }: PlannedAccount): readonly string[] {
  const people = tell.people.filter((each) => !isAddress(each));
  const phones = tell.phones.map((each) => maskPhone(each));
  const mails = tell.mailboxes.map((each) => maskMail(each));
  return [
    ...(mails.length === 0 ? [] : [`told by mail: ${mails.join(", ")}`]),
    ...(phones.length === 0 ? [] : [`call this number yourselves: ${phones.join(", ")}`]),
    ...(people.length === 0 ? [] : [`tell in person: ${people.join(", ")}`]),
  ];
}

/** Those of the plan and, whatever it says, the mailbox that is to be left. */
function addressesOf({ tell, changes }: PlannedAccount): readonly string[] {
  const left = changes.flatMap((change) => (change.kind === "mailbox" ? [change.old] : []));
  return [...new Set([...left, ...tell.mailboxes, ...tell.people].filter(isAddress))];
}

function isAddress(text: string): boolean {
  return /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$/.test(text);
}
