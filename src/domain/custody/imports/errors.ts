import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with a file, address or entry that is brought into custody, and with the work on its rows. */
export const importErrors = errorRows({
  CUSTODY_CSV_UNREADABLE: {
    http: 422,
    exit: 2,
    title: "The file is not a table that can be imported",
    hint: "Save it as CSV in UTF-8 with a header line: Account #, Account Name, Account Email, and MFA Seed or Password.",
  },
  CUSTODY_OTPAUTH_REFUSED: {
    http: 422,
    exit: 2,
    title: "This address does not give one-time codes that AWS takes",
    hint: "Use the QR code that AWS shows for a virtual MFA device: it begins with otpauth://totp. The detail says what this one is.",
  },
  CUSTODY_ENTRY_REFUSED: {
    http: 422,
    exit: 2,
    title: "The one-time code settings of an entry cannot be imported",
    hint: "Correct the field that is named in the password database, or enrol a new device for this account.",
  },
  CUSTODY_ROW_TRANSITION: {
    http: 409,
    exit: 2,
    title: "This step is not the next one of the account's onboarding",
    hint: "Reload the row: somebody may have gone on with it. The detail says in which state it is.",
  },
  CUSTODY_ROW_LEASED: {
    http: 409,
    exit: 1,
    title: "Somebody else is working on this account",
    hint: "Take another account, or wait until their 15 minutes are over.",
  },
  CUSTODY_ROW_ONE_PERSON: {
    http: 403,
    exit: 2,
    title: "One person would handle both secrets of an account",
    hint: "Whoever saw the password never sees the seed, and the other way round. Let the second operator do this step.",
  },
  CUSTODY_ROW_ROLE: {
    http: 403,
    exit: 2,
    title: "This step is for an operator of the other vault",
    hint: "Passwords are for an operator-p, QR codes and codes for an operator-s; the roster gives these roles.",
  },
});
