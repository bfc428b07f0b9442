import type { Deed } from "../../../domain/custody/sessions/deed.ts";
import { createLoginProfile } from "../../../world/aws/deeds/iam/create-login-profile.ts";
import { deactivateMfaDevice } from "../../../world/aws/deeds/iam/deactivate-mfa-device.ts";
import { deleteAccessKey } from "../../../world/aws/deeds/iam/delete-access-key.ts";
import { deleteLoginProfile } from "../../../world/aws/deeds/iam/delete-login-profile.ts";
import { deleteSigningCertificate } from "../../../world/aws/deeds/iam/delete-signing-certificate.ts";
import { getAccountSummary } from "../../../world/aws/deeds/iam/get-account-summary.ts";
import { getLoginProfile } from "../../../world/aws/deeds/iam/get-login-profile.ts";
import { listAccessKeys } from "../../../world/aws/deeds/iam/list-access-keys.ts";
import { listMfaDevices } from "../../../world/aws/deeds/iam/list-mfa-devices.ts";
import { listSigningCertificates } from "../../../world/aws/deeds/iam/list-signing-certificates.ts";
import type { Deeds } from "../../../world/aws/deeds/runtime/deeds.ts";
import { deleteBucketPolicy } from "../../../world/aws/deeds/s3/delete-bucket-policy.ts";
import { getBucketPolicy } from "../../../world/aws/deeds/s3/get-bucket-policy.ts";
import { putBucketPolicy } from "../../../world/aws/deeds/s3/put-bucket-policy.ts";
import { getQueuePolicy } from "../../../world/aws/deeds/sqs/get-queue-policy.ts";
import { setQueuePolicy } from "../../../world/aws/deeds/sqs/set-queue-policy.ts";

/** A bucket or queue where a policy lies. */
interface Bucket {
  readonly bucket: string;
  readonly region: string;
}
interface Queue {
  readonly queueUrl: string;
  readonly region: string;
}
interface Policy {
  readonly policy: string;
}

/** The four root flags of an account's own summary; `null` where the answer lacks one. */
export interface SummaryFlags {
  readonly password: boolean | null;
  readonly accessKeys: boolean | null;
  readonly certificates: boolean | null;
  readonly mfa: boolean | null;
}

/** What a session as root of a member can be asked to do. */
export interface RootDeeds {
  readonly getLoginProfile: () => Promise<Deed<unknown>>;
  readonly deleteLoginProfile: () => Promise<Deed<unknown>>;
  readonly createLoginProfile: () => Promise<Deed<unknown>>;
  readonly listAccessKeys: () => Promise<Deed<readonly { readonly id: string }[]>>;
  readonly deleteAccessKey: (input: { readonly id: string }) => Promise<Deed<unknown>>;
  readonly listSigningCertificates: () => Promise<Deed<readonly { readonly id: string }[]>>;
  readonly deleteSigningCertificate: (input: { readonly id: string }) => Promise<Deed<unknown>>;
  readonly listMfaDevices: () => Promise<Deed<readonly { readonly serial: string }[]>>;
  readonly deactivateMfaDevice: (input: { readonly serial: string }) => Promise<Deed<unknown>>;
  readonly getAccountSummary: () => Promise<Deed<SummaryFlags>>;
  readonly getBucketPolicy: (input: Bucket) => Promise<Deed<Policy>>;
  readonly putBucketPolicy: (input: Bucket & Policy) => Promise<Deed<unknown>>;
  readonly deleteBucketPolicy: (input: Bucket) => Promise<Deed<unknown>>;
  readonly getQueuePolicy: (input: Queue) => Promise<Deed<Policy>>;
  /** Empty text removes the policy. */
  readonly setQueuePolicy: (input: Queue & Policy) => Promise<Deed<unknown>>;
}

/** The deeds of an opened session. */
export function rootDeeds(deeds: Deeds): RootDeeds {
  return {
    getLoginProfile: () => getLoginProfile(deeds),
    deleteLoginProfile: () => deleteLoginProfile(deeds),
    createLoginProfile: () => createLoginProfile(deeds),
    listAccessKeys: () => listAccessKeys(deeds),
    deleteAccessKey: (input) => deleteAccessKey(deeds, input),
    listSigningCertificates: () => listSigningCertificates(deeds),
    deleteSigningCertificate: (input) => deleteSigningCertificate(deeds, input),
    listMfaDevices: () => listMfaDevices(deeds),
    deactivateMfaDevice: (input) => deactivateMfaDevice(deeds, input),
    getAccountSummary: () => getAccountSummary(deeds),
    getBucketPolicy: (input) => getBucketPolicy(deeds, input),
    putBucketPolicy: (input) => putBucketPolicy(deeds, input),
    deleteBucketPolicy: (input) => deleteBucketPolicy(deeds, input),
    getQueuePolicy: (input) => getQueuePolicy(deeds, input),
    setQueuePolicy: (input) => setQueuePolicy(deeds, input),
  };
}
