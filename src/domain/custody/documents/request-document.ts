import { z } from "zod";
import {
  accountField,
  brokerCheckpointField,
  capabilitiesField,
  checkpointField,
  deploymentField,
  hashField,
  nameField,
  nonceField,
  secondsField,
  signerField,
  ulidField,
  x25519RecipientField,
} from "./fields.ts";

/** Why somebody needs the root user. */
export const purposes = [
  "lockout",
  "policy",
  "close-account",
  "bucket-policy",
  "mfa-restore",
  "billing",
  "drill",
  "other",
] as const;

/** Why somebody needs the root user of an account. */
export type Purpose = (typeof purposes)[number];

/** A request lives at most so long before it must be a grant. */
export const requestLifeSeconds = 1800;

/** `rw.request/v1`: what one person asks for, with the one-time recipients that answers are sealed to. */
export const requestSchema = z
  .strictObject({
    type: z.literal("rw.request/v1"),
    deployment: deploymentField,
    account: accountField,
    nonce: nonceField,
    createdAt: secondsField,
    expiresAt: secondsField,
    requestId: ulidField,
    accountName: nameField,
    capabilities: capabilitiesField,
    purpose: z.enum(purposes),
    reasonHash: hashField,
    requester: signerField,
    recipientP: x25519RecipientField,
    recipientS: x25519RecipientField,
    maxCodes: z.int().min(1).max(10),
    ttlSeconds: z.int().min(1).max(900),
    releasePolicyHash: hashField,
    rosterHash: hashField,
    checkpoint: checkpointField,
    brokerCheckpoint: brokerCheckpointField,
    taskPolicy: z
      .string()
      .regex(/^arn:(?:aws|aws-cn|aws-us-gov):iam::aws:policy\/root-task\/[A-Za-z0-9]{1,64}$/)
      .optional(),
  })
  .refine(({ recipientP, recipientS }) => recipientP !== recipientS, { message: "one key for both vaults" })
  .refine(({ createdAt, expiresAt }) => expiresAt > createdAt && expiresAt - createdAt <= requestLifeSeconds, {
    message: `it must expire within ${requestLifeSeconds} s`,
  })
  .refine(({ capabilities, taskPolicy }) => capabilities.includes("assume-root") === (taskPolicy !== undefined), {
    message: "assume-root goes with a task policy",
  });

/** A read `rw.request/v1`. */
export type RequestDocument = Readonly<z.infer<typeof requestSchema>>;
