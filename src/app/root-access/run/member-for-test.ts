import type { Deed } from "../../../domain/custody/sessions/deed.ts";
import type { RootCredentials } from "./root-credentials.ts";
import type { RootDeeds } from "./root-deeds.ts";

/** How a call of the fake goes wrong. */
export interface Fault {
  readonly action: string;
  readonly code: string;
  /** It happens all the same: the answer alone was lost. */
  readonly happens?: boolean;
  /** Only from the nth call of the action on, from 1. */
  readonly from?: number;
}

/** A member's root in memory. */
export interface FakeMember {
  readonly deeds: RootDeeds;
  has: RootCredentials;
  bucket: string | null;
  queue: string | null;
  /** Actions in their order. */
  readonly calls: string[];
  /** So many readings show what was there before the last write. */
  lag: number;
  /** What the summary says beside the lists; taken from `has` where missing. */
  summary: Partial<Record<"password" | "accessKeys" | "certificates" | "mfa", boolean | null>>;
}

/** A member whose calls go wrong as told. */
export function fakeMember(
  start: Partial<Pick<FakeMember, "has" | "bucket" | "queue">>,
  faults: readonly Fault[] = [],
): FakeMember {
  const counts = new Map<string, number>();
  const nothing: RootCredentials = { password: false, accessKeys: [], certificates: [], mfa: [] };
  let shown: { readonly has: RootCredentials; readonly bucket: string | null; readonly queue: string | null } | null =
    null;
  const call = async <T>(action: string, act: () => Deed<T>): Promise<Deed<T>> => {
    member.calls.push(action);
    const count = (counts.get(action) ?? 0) + 1;
    counts.set(action, count);
    const fault = faults.find((each) => each.action === action && count >= (each.from ?? 1));
    if (fault === undefined || fault.happens === true) {
      const deed = act();
      if (fault === undefined) return Promise.resolve(deed);
    }
    return Promise.resolve({ status: "refused", action, code: fault.code, message: `no ${action}` });
  };
  const seen = () => {
    if (shown === null || member.lag <= 0) return member;
    return shown;
  };
  const aged = <T>(value: T): T => {
    member.lag -= 1;
    return value;
  };
  const write = (change: () => void): Deed<null> => {
    shown = { has: member.has, bucket: member.bucket, queue: member.queue };
    change();
    return { status: "done", value: null };
  };
  const drop = (list: "accessKeys" | "certificates" | "mfa", name: string): Deed<null> => {
    if (!member.has[list].includes(name)) return { status: "absent" };
    return write(() => {
      member.has = { ...member.has, [list]: member.has[list].filter((each) => each !== name) };
    });
  };
  const policy = (text: string | null): Deed<{ policy: string }> =>
    text === null ? { status: "absent" } : { status: "done", value: { policy: text } };
  const ids = (names: readonly string[]) => ({ status: "done", value: names.map((id) => ({ id })) }) as const;
  const deeds: RootDeeds = {
    getLoginProfile: () =>
      call("iam:GetLoginProfile", () => (seen().has.password ? { status: "done", value: null } : { status: "absent" })),
    deleteLoginProfile: () =>
      call("iam:DeleteLoginProfile", () =>
        member.has.password
          ? write(() => {
              member.has = { ...member.has, password: false };
            })
          : { status: "absent" },
      ),
    createLoginProfile: () =>
      call("iam:CreateLoginProfile", () =>
        write(() => {
          member.has = { ...member.has, password: true };
        }),
      ),
    listAccessKeys: () => call("iam:ListAccessKeys", () => ids(seen().has.accessKeys)),
    deleteAccessKey: ({ id }) => call("iam:DeleteAccessKey", () => drop("accessKeys", id)),
    listSigningCertificates: () => call("iam:ListSigningCertificates", () => ids(seen().has.certificates)),
    deleteSigningCertificate: ({ id }) => call("iam:DeleteSigningCertificate", () => drop("certificates", id)),
    listMfaDevices: () =>
      call("iam:ListMFADevices", () => ({ status: "done", value: seen().has.mfa.map((serial) => ({ serial })) })),
    deactivateMfaDevice: ({ serial }) => call("iam:DeactivateMFADevice", () => drop("mfa", serial)),
    getAccountSummary: () =>
      call("iam:GetAccountSummary", () => {
        const { has } = aged(seen());
        const flags = {
          password: has.password,
          accessKeys: has.accessKeys.length > 0,
          certificates: has.certificates.length > 0,
          mfa: has.mfa.length > 0,
        };
        return { status: "done", value: { ...flags, ...member.summary } };
      }),
    getBucketPolicy: () => call("s3:GetBucketPolicy", () => policy(aged(seen().bucket))),
    putBucketPolicy: ({ policy: text }) =>
      call("s3:PutBucketPolicy", () =>
        write(() => {
          member.bucket = text;
        }),
      ),
    deleteBucketPolicy: () =>
      call("s3:DeleteBucketPolicy", () =>
        write(() => {
          member.bucket = null;
        }),
      ),
    getQueuePolicy: () => call("sqs:GetQueueAttributes", () => policy(aged(seen().queue))),
    setQueuePolicy: ({ policy: text }) =>
      call("sqs:SetQueueAttributes", () =>
        write(() => {
          member.queue = text === "" ? null : text;
        }),
      ),
  };
  const member: FakeMember = {
    deeds,
    has: nothing,
    bucket: null,
    queue: null,
    ...start,
    calls: [],
    lag: 0,
    summary: {},
  };
  return member;
}
