import { z } from "zod";
import { dateSchema } from "./date-entry.ts";

/** An MFA device of root or of a user. */
export const deviceEntrySchema = z.strictObject({
  kind: z.enum(["virtual", "fido", "hardware"]),
  /** Last part of the serial; made when missing. */
  name: z.string().optional(),
  /** The whole serial; made from kind and name when missing. */
  serial: z.string().optional(),
  /** Base32 TOTP seed of a virtual device (SHA-1, six digits, 30 s). */
  seed: z
    .string()
    .regex(/^[A-Z2-7]+=*$/)
    .optional(),
  enabled: dateSchema.optional(),
});

/** An access key of root or of a user. */
export const accessKeyEntrySchema = z.strictObject({
  id: z
    .string()
    .regex(/^AKIA[A-Z0-9]{12,124}$/)
    .optional(),
  secret: z.string().min(16).optional(),
  active: z.boolean().default(true),
  created: dateSchema.optional(),
  lastUsed: z.strictObject({ at: dateSchema, service: z.string(), region: z.string() }).optional(),
});

/** An X.509 signing certificate of root or of a user. */
export const certificateEntrySchema = z.strictObject({
  id: z.string().min(1).optional(),
  active: z.boolean().default(true),
  uploaded: dateSchema.optional(),
});

/** A console password. */
export const passwordEntrySchema = z.strictObject({
  changed: dateSchema.optional(),
  lastUsed: dateSchema.optional(),
  /** What a person types; made when missing. */
  value: z.string().min(1).optional(),
});

/** The root user: `none` is a member without any root credential. */
export const rootEntrySchema = z.union([
  z.literal("none"),
  z.strictObject({
    password: passwordEntrySchema.nullable().default(null),
    mfa: z.array(deviceEntrySchema).max(8).default([]),
    keys: z.array(accessKeyEntrySchema).max(2).default([]),
    certs: z.array(certificateEntrySchema).max(2).default([]),
  }),
]);

/** See `deviceEntrySchema`. */
export type DeviceEntry = z.infer<typeof deviceEntrySchema>;
/** See `accessKeyEntrySchema`. */
export type AccessKeyEntry = z.infer<typeof accessKeyEntrySchema>;
/** See `certificateEntrySchema`. */
export type CertificateEntry = z.infer<typeof certificateEntrySchema>;
/** See `passwordEntrySchema`. */
export type PasswordEntry = z.infer<typeof passwordEntrySchema>;
/** See `rootEntrySchema`. */
export type RootEntry = z.infer<typeof rootEntrySchema>;
