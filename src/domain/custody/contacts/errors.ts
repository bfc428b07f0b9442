import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with planned contacts, and why a plan is not carried out. */
export const contactsErrors = errorRows({
  CONTACTS_PLAN_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a plan of contact changes, or it was altered",
    hint: "A plan is used byte for byte as `rootward contacts plan` wrote it. Make it again if the file was edited, formatted or cut.",
  },
  CONTACTS_PLAN_TOO_LARGE: {
    http: 413,
    exit: 2,
    title: "A plan of contact changes would be too large",
    hint: "One plan holds at most 1,000 accounts. Divide the accounts into several desired-state files and plan each.",
  },
  CONTACTS_NO_SUCH_BATCH: {
    http: 422,
    exit: 2,
    title: "The plan has no batch of this number",
    hint: "Batches are counted from 1. Start `rootward contacts apply` again with the same plan: it counts them itself.",
  },
  CONTACTS_PLAN_STALE: {
    http: 409,
    exit: 1,
    title: "A contact is no longer what it was when the change was planned",
    hint: "Nothing was written to this account. Find out who changed it, then plan again from what is there now.",
  },
  CONTACTS_DESIRED_UNFIT: {
    http: 422,
    exit: 2,
    title: "The file of desired contacts has a key or a value that it cannot have",
    hint: "Correct what is named; `rootward schema contacts` prints what the file may say.",
  },
  CONTACTS_RECORD_UNFIT: {
    http: 422,
    exit: 2,
    title: "A new contact would not be accepted by AWS",
    hint: "AWS replaces the whole record. Name the field in the file of desired contacts with a value that AWS takes.",
  },
  CONTACTS_NOT_READ: {
    http: 409,
    exit: 3,
    title: "A present contact could not be read, so no change of it is planned",
    hint: "Give the role that plans the call that is named, then plan again. Nothing is ever replaced unseen.",
  },
  CONTACTS_MAILBOX_BY_HAND: {
    http: 409,
    exit: 2,
    title: "This root mailbox moves by hand only",
    hint: "AWS lets nobody but the account's own root user move it. Ask for a grant (`rootward bg request`) and move it on the account page, signed in as root.",
  },
  CONTACTS_OUT_OF_REACH: {
    http: 409,
    exit: 2,
    title: "The contacts of this account cannot be changed from the management account",
    hint: "Only active accounts of the organization can be reached. Change others signed in to the account itself, under a grant.",
  },
  CONTACTS_ACCOUNT_UNKNOWN: {
    http: 422,
    exit: 2,
    title: "The file of desired contacts names an account that was not found",
    hint: "Look for a mistyped number, or plan with credentials of the organization that the account belongs to.",
  },
  CONTACTS_JOURNAL_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The journal of a run is unreadable, or belongs to another plan",
    hint: "Keep the file beside its plan. Without it nothing is lost: what is already as planned is found so and not written again.",
  },
});
