import type { Secret } from "../../core/secret.ts";

/** What came of one call at AWS that is made under approvals. */
export type Deed<T> =
  | { readonly status: "done"; readonly value: T }
  /** AWS says that there is none: no password, no such contact, no bucket policy. */
  | { readonly status: "absent" }
  | {
      readonly status: "refused";
      /** The IAM action that was asked for, e.g. `s3:DeleteBucketPolicy`. */
      readonly action: string;
      /** AWS's error code, without `Exception` at its end; `Unreachable` where nothing answered. */
      readonly code: string;
      /** AWS's own sentence, at most 300 characters. */
      readonly message: string;
      /** What to do about it, one or two sentences; missing where only AWS's own words help. */
      readonly advice?: string;
    };

/** Temporary credentials of one AWS session. */
export interface AwsSessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A session as it is handed out: it cannot be recalled, and ends by itself. */
export interface AwsSession {
  readonly keys: Secret<AwsSessionKeys>;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** Account that the session acts in, e.g. `aws:111122223333`. */
  readonly account: string;
  readonly region: string;
}
