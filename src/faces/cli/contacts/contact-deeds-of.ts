import type { ContactDeeds } from "../../../app/contacts/contact-deeds.ts";
import { acceptPrimaryEmailUpdate } from "../../../world/aws/deeds/account/accept-primary-email-update.ts";
import { deleteAlternateContact } from "../../../world/aws/deeds/account/delete-alternate-contact.ts";
import { getAlternateContact } from "../../../world/aws/deeds/account/get-alternate-contact.ts";
import { getContactInformation } from "../../../world/aws/deeds/account/get-contact-information.ts";
import { getPrimaryEmail } from "../../../world/aws/deeds/account/get-primary-email.ts";
import { getPrimaryEmailUpdateStatus } from "../../../world/aws/deeds/account/get-primary-email-update-status.ts";
import { putAlternateContact } from "../../../world/aws/deeds/account/put-alternate-contact.ts";
import { putContactInformation } from "../../../world/aws/deeds/account/put-contact-information.ts";
import { startPrimaryEmailUpdate } from "../../../world/aws/deeds/account/start-primary-email-update.ts";
import type { Deeds } from "../../../world/aws/deeds/runtime/deeds.ts";

/** The calls about contacts with one session; with one's own credentials only those that read leave. */
export function contactDeedsOf(deeds: Deeds): ContactDeeds {
  return {
    getContactInformation: (input) => getContactInformation(deeds, input),
    getAlternateContact: (input) => getAlternateContact(deeds, input),
    getPrimaryEmail: (input) => getPrimaryEmail(deeds, input),
    getPrimaryEmailUpdateStatus: (input) => getPrimaryEmailUpdateStatus(deeds, input),
    putContactInformation: (input) => putContactInformation(deeds, input),
    putAlternateContact: (input) => putAlternateContact(deeds, input),
    deleteAlternateContact: (input) => deleteAlternateContact(deeds, input),
    startPrimaryEmailUpdate: (input) => startPrimaryEmailUpdate(deeds, input),
    acceptPrimaryEmailUpdate: (input) => acceptPrimaryEmailUpdate(deeds, input),
  };
}
