// The fields of a plan that AWS's own names fill. Each holds what AWS can have made, and nothing that would end a path, a
// host or a line on a screen.
import { z } from "zod";

/** An AWS region, e.g. `eu-central-1`. */
export const regionField = z
  .string()
  .max(32)
  .regex(/^[a-z]{2}(?:-[a-z]+)+-[0-9]{1,2}$/);

/** A bucket's name, also in the form of before March 2018. Source: S3 User Guide, bucket naming rules. */
export const bucketField = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/);

/** Where a queue is asked for, e.g. `https://sqs.eu-central-1.amazonaws.com/111122223333/jobs`. */
export const queueUrlField = z.string().max(1024);

/** An access key's id. Source: IAM API reference, AccessKeyMetadata. */
export const accessKeyField = z.string().regex(/^\w{1,128}$/);

/** A signing certificate's id. Source: IAM API reference, SigningCertificate. */
export const certificateField = z.string().regex(/^\w{1,128}$/);

/** An MFA device's serial: an ARN, or the number printed on a hardware token. Source: IAM API reference, MFADevice. */
export const mfaSerialField = z.string().regex(/^[\w+=/:,.@-]{1,256}$/);

/** A mail address as people are shown it: one line, no spaces, no invisible characters. */
export const mailboxField = z
  .string()
  .min(3)
  .max(320)
  .regex(/^[^\s\p{Cc}\p{Cf}@]+@[^\s\p{Cc}\p{Cf}@]+$/u);

/** Size limit of a bucket policy in bytes; a queue's is smaller. Source: S3 User Guide, bucket policies. */
const policyBytes = 20_480;

/** The text of a policy: a JSON object. */
export const policyField = z
  .string()
  .max(policyBytes)
  .refine((text) => isObjectText(text), "the text of a policy, a JSON object");

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
