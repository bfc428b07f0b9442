// Documents about what lies in the vaults.
import { z } from "zod";
import {
  accountField,
  accountFields,
  brokerCheckpointField,
  countField,
  envelopeFields,
  hashField,
  idField,
  recipientField,
  signerField,
  someBytesField,
  vaultField,
  x25519RecipientField,
} from "./fields.ts";

const captured = {
  ...accountFields,
  version: countField,
  origin: z.enum(["new-device", "import"]),
  /** The age file with the seed's frame, encrypted to the boot key. */
  seed: someBytesField(16_384),
  bootKey: x25519RecipientField,
  operator: signerField,
  brokerCheckpoint: brokerCheckpointField,
};

/** `rw.enrol/v1`: an operator brings the first seed of an account. */
export const enrolSchema = z.strictObject({ type: z.literal("rw.enrol/v1"), ...captured });

/** `rw.replace/v1`: an operator brings a newer seed; one that takes the place of a proven seed also needs a quorum. */
export const replaceSchema = z.strictObject({ type: z.literal("rw.replace/v1"), ...captured });

/** `rw.enrol-pair/v1`: two consecutive codes of a seed that was never proven; attempt 2 needs a second operator. */
export const enrolPairSchema = z.strictObject({
  type: z.literal("rw.enrol-pair/v1"),
  ...accountFields,
  version: countField,
  attempt: z.int().min(1).max(2),
  operator: signerField,
  asker: idField,
  recipientS: x25519RecipientField,
  brokerCheckpoint: brokerCheckpointField,
});

/** A read `rw.enrol-pair/v1`. */
export type EnrolPairDocument = Readonly<z.infer<typeof enrolPairSchema>>;

/** `rw.verify/v1`: two consecutive codes of the old device, to find that a seed which was brought is the same. */
export const verifySchema = z.strictObject({
  type: z.literal("rw.verify/v1"),
  ...accountFields,
  version: countField,
  /** The age file with both codes' frame, encrypted to the boot key: whoever passes it on could use them. */
  codes: someBytesField(16_384),
  bootKey: x25519RecipientField,
  operator: signerField,
  brokerCheckpoint: brokerCheckpointField,
});

/** A read `rw.verify/v1`. */
export type VerifyDocument = Readonly<z.infer<typeof verifySchema>>;

/** `rw.retire/v1`: the account's item leaves custody. */
export const retireSchema = z.strictObject({
  type: z.literal("rw.retire/v1"),
  ...accountFields,
  vault: vaultField,
  version: countField,
});

/** `rw.export/v1`: everything of one vault, for one asker and recipient. */
export const exportSchema = z
  .strictObject({
    type: z.literal("rw.export/v1"),
    ...envelopeFields,
    vault: vaultField,
    accounts: z.array(accountField).max(1000),
    asker: idField,
    recipientP: recipientField.optional(),
    recipientS: recipientField.optional(),
  })
  .refine(
    ({ vault, recipientP, recipientS }) =>
      (recipientP !== undefined) === (vault === "P") && (recipientS !== undefined) === (vault === "S"),
    {
      message: "the recipient must be of the vault",
    },
  );

/** `rw.rekey/v1`: a vault's shares are split anew; `group` names the group key, or `kek` the broker's. */
export const rekeySchema = z.strictObject({
  type: z.literal("rw.rekey/v1"),
  ...envelopeFields,
  account: accountField.optional(),
  vault: vaultField,
  group: idField,
  reason: z.enum(["due", "custodian-change", "yearly"]),
  bootKey: x25519RecipientField,
});

/** `rw.drill/v1`: a release of the canary account's secrets, by an operator and a custodian. */
export const drillSchema = z.strictObject({
  type: z.literal("rw.drill/v1"),
  ...accountFields,
  kind: z.enum(["share", "kit", "sign-in", "people", "restore"]),
  operator: signerField,
  asker: idField,
  recipientS: x25519RecipientField,
});

/** `rw.liveness/v1`: a custodian could open their own online share and found it to fit its commitment. */
export const livenessSchema = z.strictObject({
  type: z.literal("rw.liveness/v1"),
  ...envelopeFields,
  vault: vaultField,
  splitId: z.string().regex(/^[A-Za-z0-9_-]{11}$/),
  commit: hashField,
  custodian: signerField,
});

/** `rw.attest/v1`: an operator or custodian says how the other copies of an imported item were destroyed. */
export const attestSchema = z.strictObject({
  type: z.literal("rw.attest/v1"),
  ...accountFields,
  vault: vaultField,
  version: countField,
  what: z.literal("copies-destroyed"),
  how: z.enum(["deleted", "shredded", "device-reset", "rotated"]),
  signer: signerField,
});
