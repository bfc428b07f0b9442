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
  secondsField,
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

const attested = { type: z.literal("rw.attest/v1"), ...accountFields, version: countField, signer: signerField };

/** Another form than the one for a device is no serial of AWS's: whoever reads it later must find the same device. */
const virtualSerialField = z
  .string()
  .max(256)
  .regex(/^arn:(?:aws|aws-cn|aws-us-gov):iam::[0-9]{12}:mfa\/[\w+=,.@/-]+$/);

/** CloudTrail's `eventID`. */
const eventIdField = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

const evidenceField = z.discriminatedUnion("source", [
  /** A virtual device of the root user that AWS lists; `at` is its EnableDate. */
  z.strictObject({ source: z.literal("iam:ListVirtualMFADevices"), serial: virtualSerialField, at: secondsField }),
  /** A ConsoleLogin of the root user with MFAUsed Yes; `at` is its eventTime. */
  z.strictObject({ source: z.literal("cloudtrail:ConsoleLogin"), eventId: eventIdField, at: secondsField }),
]);

/** What AWS showed of a seed. */
export type AwsEvidence = Readonly<z.infer<typeof evidenceField>>;

/**
 * `rw.attest/v1`, told apart by `what`: an operator or custodian says how the other copies of an imported item were
 * destroyed, or an operator of the seed vault says where AWS shows that it has taken codes of a seed.
 */
export const attestSchema = z.discriminatedUnion("what", [
  z.strictObject({
    ...attested,
    vault: vaultField,
    what: z.literal("copies-destroyed"),
    how: z.enum(["deleted", "shredded", "device-reset", "rotated"]),
  }),
  z
    .strictObject({ ...attested, vault: z.literal("S"), what: z.literal("aws-accepted"), evidence: evidenceField })
    // SECURITY: the device of one account must not prove the seed of another.
    .refine(({ account, evidence }) => !("serial" in evidence) || isOfAccount(evidence.serial, account), {
      message: "the device is another account's",
    }),
]);

/** An account is `<partition>:<12 digits>`. */
function isOfAccount(serial: string, account: string): boolean {
  const [partition = "", digits = ""] = account.split(":");
  return serial.startsWith(`arn:${partition}:iam::${digits}:mfa/`);
}
