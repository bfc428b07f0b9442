import { z } from "zod";

const share = z.number().min(0).max(1);

/** Members made by rule, besides the ones written out: equal file and seed give equal accounts. */
export const generateEntrySchema = z.strictObject({
  accounts: z.int().min(0).max(20_000),
  seed: z.int().min(0).default(1),
  /** Principals in each generated account. */
  principals: z.int().min(0).max(200).default(40),
  /** Shares of the generated accounts, 0..1. */
  mix: z
    .strictObject({
      noPassword: share.default(0),
      noMfa: share.default(0),
      rootKey: share.default(0),
      /** Accounts whose root address is a `+tag` of one common mailbox. */
      sharedMailbox: share.default(0),
      /** Accounts whose contact is the management account's. */
      sharedPhone: share.default(1),
      securityContact: share.default(0.5),
    })
    .prefault({}),
  /** The OUs they are spread over; all leaf OUs of the file when missing. */
  ous: z.array(z.string()).optional(),
  /** A role of this name that trusts the management account and may read everything; none when missing. */
  readerRole: z.string().optional(),
});

/** See `generateEntrySchema`. */
export type GenerateEntry = z.infer<typeof generateEntrySchema>;
