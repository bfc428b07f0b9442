import { errorRows } from "../../domain/core/error-row.ts";

/** What can be wrong with the identity directory of a person. */
export const identityErrors = errorRows({
  IDENTITY_MISSING: {
    http: 404,
    exit: 2,
    title: "There is no identity in the directory",
    hint: "Name the directory by --identity or ROOTWARD_IDENTITY; `rootward identity new` makes one.",
  },
  IDENTITY_EXISTS: {
    http: 409,
    exit: 2,
    title: "The directory for the new identity is in use",
    hint: "Name a new or empty directory; an identity is never overwritten, as what is encrypted to it would be lost.",
  },
  IDENTITY_LOOSE: {
    http: 403,
    exit: 2,
    title: "A file of the identity can be reached by others than its owner",
    hint: "Find out who could read it. Then give it back to its owner alone: `chmod 700` the directory and `chmod 600` its files.",
  },
  IDENTITY_DAMAGED: {
    http: 422,
    exit: 2,
    title: "A file of the identity is damaged or belongs to another",
    hint: "Restore the whole directory from its backup; a lost identity is replaced by a new one in the next roster.",
  },
  IDENTITY_UNWRITABLE: {
    http: 500,
    exit: 2,
    title: "A file of the identity cannot be read or written",
    hint: "Check the path, who owns it and the free space.",
  },
  IDENTITY_NO_REQUEST: {
    http: 404,
    exit: 2,
    title: "The keys of this request are not in the identity directory",
    hint: "Only who made the request has them, on the machine where it was made; they are deleted when it ends.",
  },
  IDENTITY_PASSPHRASE_WEAK: {
    http: 400,
    exit: 2,
    title: "The passphrase is not one that was generated",
    hint: "Take seven or more words of the BIP-39 list with single spaces between, or twenty or more characters of a password generator, or leave it out: a new one is then made and shown once.",
  },
});
