import type { Deed } from "../../../domain/custody/sessions/deed.ts";
import type { RootDeeds } from "./root-deeds.ts";

/** One call that was made, for the screen and for the statement that closes the request. */
export interface ToldCall {
  /** The IAM action, e.g. `iam:DeleteAccessKey`. */
  readonly action: string;
  /** What it was about: a key id, a serial, a bucket, a queue's URL; `null` for the account's root itself. */
  readonly target: string | null;
  readonly isWrite: boolean;
  /** `absent`: AWS says that there is none, so there was nothing to do. */
  readonly outcome: "done" | "absent" | "refused";
  /** AWS's error code of a refusal. */
  readonly code: string | null;
}

/** Hears of every call once it was answered. */
export type OnCall = (call: ToldCall) => void;

/** Waits for a deed and tells of it. */
export async function told<T>(
  onCall: OnCall,
  call: Pick<ToldCall, "action" | "target" | "isWrite">,
  made: Promise<Deed<T>>,
): Promise<Deed<T>> {
  const deed = await made;
  onCall({ ...call, outcome: deed.status, code: deed.status === "refused" ? deed.code : null });
  return deed;
}

/** The same deeds, each of which tells of itself. */
export function toldDeeds(deeds: RootDeeds, onCall: OnCall): RootDeeds {
  const read = <T>(action: string, target: string | null, made: Promise<Deed<T>>) =>
    told(onCall, { action, target, isWrite: false }, made);
  const write = <T>(action: string, target: string | null, made: Promise<Deed<T>>) =>
    told(onCall, { action, target, isWrite: true }, made);
  return {
    getLoginProfile: () => read("iam:GetLoginProfile", null, deeds.getLoginProfile()),
    deleteLoginProfile: () => write("iam:DeleteLoginProfile", null, deeds.deleteLoginProfile()),
    createLoginProfile: () => write("iam:CreateLoginProfile", null, deeds.createLoginProfile()),
    listAccessKeys: () => read("iam:ListAccessKeys", null, deeds.listAccessKeys()),
    deleteAccessKey: (input) => write("iam:DeleteAccessKey", input.id, deeds.deleteAccessKey(input)),
    listSigningCertificates: () => read("iam:ListSigningCertificates", null, deeds.listSigningCertificates()),
    deleteSigningCertificate: (input) =>
      write("iam:DeleteSigningCertificate", input.id, deeds.deleteSigningCertificate(input)),
    listMfaDevices: () => read("iam:ListMFADevices", null, deeds.listMfaDevices()),
    deactivateMfaDevice: (input) => write("iam:DeactivateMFADevice", input.serial, deeds.deactivateMfaDevice(input)),
    getAccountSummary: () => read("iam:GetAccountSummary", null, deeds.getAccountSummary()),
    getBucketPolicy: (input) => read("s3:GetBucketPolicy", input.bucket, deeds.getBucketPolicy(input)),
    putBucketPolicy: (input) => write("s3:PutBucketPolicy", input.bucket, deeds.putBucketPolicy(input)),
    deleteBucketPolicy: (input) => write("s3:DeleteBucketPolicy", input.bucket, deeds.deleteBucketPolicy(input)),
    getQueuePolicy: (input) => read("sqs:GetQueueAttributes", input.queueUrl, deeds.getQueuePolicy(input)),
    setQueuePolicy: (input) => write("sqs:SetQueueAttributes", input.queueUrl, deeds.setQueuePolicy(input)),
  };
}
