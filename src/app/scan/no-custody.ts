import type { CustodyAnswer } from "./outcome.ts";

/** The second answer of a scan that no custody is connected to. */
export const noCustody: CustodyAnswer = {
  status: "unknown",
  line: "unknown: no custody connected",
  steps: [
    "Declare in the inventory who holds each root password, seed and device (vaults, devices), with the date attested.",
    "Take every root mailbox and phone into the inventory with its readers and holders (mailboxes, phones).",
    "Rehearse once: sign in as root of one account with what those people hold, and write down how long it took.",
  ],
};
