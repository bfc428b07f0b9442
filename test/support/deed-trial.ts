import { organizationFileOf } from "../../src/demo/organization-file.ts";
import { type FaultInput, faultSchema } from "../../src/demo/limits/faults.ts";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../../src/demo/start-pretend-aws.ts";
import { Secret } from "../../src/domain/core/secret.ts";
import type { AwsSession, Deed } from "../../src/domain/custody/sessions/deed.ts";
import { assumeRoleWith } from "../../src/world/aws/courier/assume-role-with.ts";
import { assumeRootFor } from "../../src/world/aws/courier/assume-root-for.ts";
import { openCourier, type CourierAws, type OpenCourierOptions } from "../../src/world/aws/courier/open-courier.ts";
import { openDeeds, type OpenDeedsOptions } from "../../src/world/aws/deeds/open-deeds.ts";
import type { Deeds } from "../../src/world/aws/deeds/runtime/deeds.ts";
import { isolateEnvironment, quickTiming } from "./collect-trial.ts";

/** Account ids of the organization in which deeds are tried. */
export const deedIds = { management: "111111111111", member: "222222222222", guarded: "333333333333" } as const;

// Locks everybody but root out.
const denyAll = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }],
};
const allow = (Action: string | readonly string[]) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${deedIds.management}:root` },
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      // Nobody gets in without naming the document that allowed it.
      Condition: { StringLike: { "sts:SourceIdentity": "rw-*" } },
    },
  ],
};
const admin = { arn: "user/admin", policies: ["AdministratorAccess"] };

const organization = organizationFileOf({
  organization: {
    id: "o-deeds00000",
    trusted: ["iam.amazonaws.com", "account.amazonaws.com"],
    rootFeatures: ["RootCredentialsManagement", "RootSessions"],
  },
  ous: { "r-dd00": { children: { "ou-dd00-guarded0": { scp: ["p-FullAWSAccess", "guard"] } } } },
  policies: {
    guard: {
      type: "SCP",
      document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: ["s3:DeleteBucketPolicy", "iam:DeleteLoginProfile"], Resource: "*" }],
      },
    },
  },
  accounts: {
    [deedIds.management]: {
      role: "management",
      email: "root@corp.example",
      root: { password: {} },
      contact: { phone: "+1 555 0100", verification: "VERIFIED", fullName: "Corp" },
      principals: [
        admin,
        { arn: "user/courier", inline: { assume: allow(["sts:AssumeRole", "sts:SetSourceIdentity"]) } },
        { arn: "role/reader", trust: "account", inline: { read: allow("account:GetContactInformation") } },
        { arn: "role/RootwardRootTask", trust, inline: { root: allow("sts:AssumeRoot") } },
        { arn: "role/RootwardContacts", trust, inline: { contacts: allow("account:*") } },
      ],
    },
    [deedIds.member]: {
      email: "root+pay@corp.example",
      root: {
        password: { changed: "2025-01-01" },
        mfa: [{ kind: "virtual", name: "phone" }, { kind: "fido" }],
        keys: [{ id: "AKIAROOTROOTROOT0001" }, { id: "AKIAROOTROOTROOT0002", active: false }],
        certs: [{ id: "CERTROOT1", active: false }],
      },
      contact: { phone: "+1 555 0200", verification: "VERIFIED" },
      alternate: { billing: { email: "bill@corp.example", name: "Bill", title: "Clerk", phone: "+1 555 0201" } },
      principals: [admin],
      buckets: { "locked-up": { policy: denyAll }, "wide-open": {} },
      queues: {
        locked: { policy: denyAll, region: "eu-west-1" },
        open: { region: "eu-west-1" },
        here: {},
      },
    },
    [deedIds.guarded]: {
      email: "three@corp.example",
      ou: "ou-dd00-guarded0",
      root: { password: {} },
      principals: [admin],
      buckets: { "locked-by-scp": { policy: denyAll } },
    },
  },
});

/** A pretend AWS in which sessions are handed out and used. */
export interface DeedTrial {
  readonly server: PretendAws;
  readonly setFaults: (...faults: readonly FaultInput[]) => void;
  /** A session of a principal, as if it had been handed out. */
  readonly sessionOf: (arn: string, seconds?: number) => AwsSession;
  /** Deeds of `user/admin` of an account. */
  readonly admin: (account: string, options?: Partial<OpenDeedsOptions>) => Promise<Deeds>;
  /** Deeds with a session. */
  readonly open: (session: AwsSession, options?: Partial<OpenDeedsOptions>) => Promise<Deeds>;
  /** Puts the keys of a principal into the environment, where the SDK's default chain finds them. */
  readonly useKeys: (arn: string) => void;
  /** The courier with the keys of `courierArn`. */
  readonly courier: (options?: Partial<OpenCourierOptions>) => Promise<CourierAws>;
  /** Deeds as root of a member under a task, through the courier as in earnest. */
  readonly rootOf: (account: string, task: string) => Promise<Deeds>;
  readonly close: () => Promise<void>;
}

/** Starts a trial; the environment names the courier's keys, so that the SDK's default chain finds them. */
export async function startDeedTrial(options: Partial<PretendAwsOptions> = {}): Promise<DeedTrial> {
  const server = await startPretendAws({ organization, seed: "deeds", ...options });
  const closers: (() => void)[] = [];
  const timing = quickTiming();
  isolateEnvironment();
  const sessionOf = (arn: string, seconds = 3600): AwsSession => {
    const { accessKeyId, secretAccessKey, sessionToken } = server.credentialsFor(arn, seconds);
    const keys = new Secret({ accessKeyId, secretAccessKey, sessionToken: sessionToken ?? "" });
    const account = `aws:${arn.split(":")[4] ?? ""}`;
    return { keys, expiresAt: Math.floor(timing.now() / 1000) + seconds, account, region: "us-east-1" };
  };
  const open = async (session: AwsSession, more: Partial<OpenDeedsOptions> = {}) => {
    const { deeds, close } = await openDeeds({ endpointUrl: server.url, timing, ...more }, session);
    closers.push(close);
    return deeds;
  };
  const useKeys = (arn: string) => {
    const keys = server.credentialsFor(arn);
    process.env["AWS_ACCESS_KEY_ID"] = keys.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = keys.secretAccessKey;
    if (keys.sessionToken !== undefined) process.env["AWS_SESSION_TOKEN"] = keys.sessionToken;
  };
  const courier = async (more: Partial<OpenCourierOptions> = {}) => {
    useKeys(courierArn);
    const opened = await openCourier({ endpointUrl: server.url, timing, ...more });
    closers.push(opened.close);
    return opened;
  };
  return {
    server,
    setFaults: (...faults) => server.state.faults.set(faults.map((fault) => faultSchema.parse(fault))),
    sessionOf,
    open,
    useKeys,
    courier,
    admin: (account, more) => open(sessionOf(`arn:aws:iam::${account}:user/admin`), more),
    rootOf: async (account, task) => {
      const from = await courier();
      const role = done(await assumeRoleWith(from, rootTaskRole));
      const taskPolicyArn = `arn:aws:iam::aws:policy/root-task/${task}`;
      const asked = { account: `aws:${account}`, taskPolicyArn, durationSeconds: 900 };
      return open(done(await assumeRootFor(from, role, asked)));
    },
    close: async () => {
      for (const one of closers) one();
      isolateEnvironment();
      await server.close();
    },
  };
}

/** The courier's own principal. */
export const courierArn = `arn:aws:iam::${deedIds.management}:user/courier`;

/** What the courier asks for before a root task. */
export const rootTaskRole = {
  arn: `arn:aws:iam::${deedIds.management}:role/RootwardRootTask`,
  sessionName: "rw-request-1",
  sourceIdentity: "rw-request-1",
  durationSeconds: 900,
} as const;

/** The value of a deed that is done; throws with its outcome otherwise. */
export function done<T>(deed: Deed<T>): T {
  if (deed.status !== "done") throw new Error(JSON.stringify(deed));
  return deed.value;
}
