import { z } from "zod";
import {
  accountField,
  ascending,
  capabilitiesField,
  countField,
  envelopeFields,
  hashField,
  idField,
  vaultField,
} from "./fields.ts";
import { ruleTermsFields } from "./rule-terms.ts";

const daySeconds = 86_400;

const ruleField = z.strictObject({
  name: idField,
  /** The accounts that it is for; `others` is every account that no other rule names. */
  accounts: z.union([z.literal("others"), ascending(accountField).min(1)]),
  ...ruleTermsFields,
  delaySeconds: z
    .int()
    .min(0)
    .max(7 * daySeconds),
  capabilities: capabilitiesField,
  maxCodes: z.int().min(1).max(10),
  /** Left out: as many as are needed, one fewer once enough persons hold passkeys. */
  maxCliApprovals: z.int().min(0).max(50).optional(),
  /** The release window in seconds. */
  window: z.int().min(60).max(900),
  breakSeal: z.strictObject({ allowed: z.boolean(), delay: z.int().min(900).max(daySeconds) }),
  /** Vaults whose keys only shares open. */
  sealed: ascending(vaultField),
  /** Seconds after a release until the password counts as overdue for rotation. */
  rotateAfter: z
    .int()
    .min(0)
    .max(30 * daySeconds),
  /** Seconds that a change of contacts waits for a veto. */
  contactsWait: z
    .int()
    .min(0)
    .max(7 * daySeconds),
});

/** The rule of some accounts. */
export type ReleaseRule = Readonly<z.infer<typeof ruleField>>;

/** `rw.release-policy/v1`: who approves what, how many, how long. */
export const releasePolicySchema = z.strictObject({
  type: z.literal("rw.release-policy/v1"),
  ...envelopeFields,
  version: countField,
  /** D of the version before; empty in the first. */
  previous: z.union([z.literal(""), hashField]),
  rules: z.array(ruleField).min(1).max(200),
  /** One person alone: no dual control; a release then needs a delay after a notice that the broker sent itself. */
  solo: z.boolean(),
});

/** A read `rw.release-policy/v1`; its inner consistency is `checkReleasePolicy`'s to judge. */
export type ReleasePolicyDocument = Readonly<z.infer<typeof releasePolicySchema>>;
