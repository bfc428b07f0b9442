import type { FeatureSwitchDeeds } from "../../../../app/root-access/feature-switch-deeds.ts";
import type { RootDeeds } from "../../../../app/root-access/run/root-deeds.ts";

/** Hears of every call before it is made, with the change that it asks for; `null`: it reads. What it throws stops the run. */
export type Before = (change: { readonly action: string; readonly target: string | null } | null) => void;

/** Root's deeds, each of which is announced. INVARIANT: stopping comes between two calls, never within one. */
export function watchedDeeds(deeds: RootDeeds, before: Before): RootDeeds {
  const read =
    <I, T>(call: (input: I) => Promise<T>) =>
    async (input: I): Promise<T> => {
      before(null);
      return call(input);
    };
  const write =
    <I, T>(action: string, targetOf: (input: I) => string | null, call: (input: I) => Promise<T>) =>
    async (input: I): Promise<T> => {
      before({ action, target: targetOf(input) });
      return call(input);
    };
  const ownRoot = (): null => null;
  return {
    getLoginProfile: () => read(deeds.getLoginProfile)(undefined),
    deleteLoginProfile: () => write("iam:DeleteLoginProfile", ownRoot, deeds.deleteLoginProfile)(undefined),
    createLoginProfile: () => write("iam:CreateLoginProfile", ownRoot, deeds.createLoginProfile)(undefined),
    listAccessKeys: () => read(deeds.listAccessKeys)(undefined),
    deleteAccessKey: write("iam:DeleteAccessKey", ({ id }) => id, deeds.deleteAccessKey),
    listSigningCertificates: () => read(deeds.listSigningCertificates)(undefined),
    deleteSigningCertificate: write("iam:DeleteSigningCertificate", ({ id }) => id, deeds.deleteSigningCertificate),
    listMfaDevices: () => read(deeds.listMfaDevices)(undefined),
    deactivateMfaDevice: write("iam:DeactivateMFADevice", ({ serial }) => serial, deeds.deactivateMfaDevice),
    getAccountSummary: () => read(deeds.getAccountSummary)(undefined),
    getBucketPolicy: read(deeds.getBucketPolicy),
    putBucketPolicy: write("s3:PutBucketPolicy", ({ bucket }) => bucket, deeds.putBucketPolicy),
    deleteBucketPolicy: write("s3:DeleteBucketPolicy", ({ bucket }) => bucket, deeds.deleteBucketPolicy),
    getQueuePolicy: read(deeds.getQueuePolicy),
    setQueuePolicy: write("sqs:SetQueueAttributes", ({ queueUrl }) => queueUrl, deeds.setQueuePolicy),
  };
}

/** The switches of the organization, announced in the same way. */
export function watchedSwitches(deeds: FeatureSwitchDeeds, before: Before): FeatureSwitchDeeds {
  const announced =
    <T>(action: string, call: () => Promise<T>) =>
    async (): Promise<T> => {
      before({ action, target: null });
      return call();
    };
  return {
    enableAwsServiceAccess: async (input) => {
      before({ action: "organizations:EnableAWSServiceAccess", target: input.servicePrincipal });
      return deeds.enableAwsServiceAccess(input);
    },
    enableOrganizationsRootCredentialsManagement: announced(
      "iam:EnableOrganizationsRootCredentialsManagement",
      deeds.enableOrganizationsRootCredentialsManagement,
    ),
    disableOrganizationsRootCredentialsManagement: announced(
      "iam:DisableOrganizationsRootCredentialsManagement",
      deeds.disableOrganizationsRootCredentialsManagement,
    ),
    enableOrganizationsRootSessions: announced(
      "iam:EnableOrganizationsRootSessions",
      deeds.enableOrganizationsRootSessions,
    ),
    disableOrganizationsRootSessions: announced(
      "iam:DisableOrganizationsRootSessions",
      deeds.disableOrganizationsRootSessions,
    ),
  };
}
