import type { CredentialKind, PlanOf } from "../../../domain/custody/root-access/root-access-plan.ts";
import { type RefusedDeed } from "./next-step.ts";
import type { RootDeeds, SummaryFlags } from "./root-deeds.ts";

/** What root of an account has, by name; lists ascend. */
export type RootCredentials = NonNullable<PlanOf<"delete-credentials">["found"]>;

/** What root has, or the call that could not tell. */
export type Look =
  | { readonly status: "seen"; readonly has: RootCredentials }
  | { readonly status: "refused"; readonly deed: RefusedDeed };

/** Lists all four kinds of what root has. */
export async function lookAtRoot(deeds: RootDeeds): Promise<Look> {
  const profile = await deeds.getLoginProfile();
  if (profile.status === "refused") return { status: "refused", deed: profile };
  const keys = await deeds.listAccessKeys();
  if (keys.status === "refused") return { status: "refused", deed: keys };
  const certificates = await deeds.listSigningCertificates();
  if (certificates.status === "refused") return { status: "refused", deed: certificates };
  const devices = await deeds.listMfaDevices();
  if (devices.status === "refused") return { status: "refused", deed: devices };
  return {
    status: "seen",
    has: {
      password: profile.status === "done",
      accessKeys: keys.status === "done" ? keys.value.map(({ id }) => id).toSorted() : [],
      certificates: certificates.status === "done" ? certificates.value.map(({ id }) => id).toSorted() : [],
      mfa: devices.status === "done" ? devices.value.map(({ serial }) => serial).toSorted() : [],
    },
  };
}

/** One thing that root has. */
export interface RootCredential {
  readonly kind: CredentialKind;
  /** `null` for the password. */
  readonly name: string | null;
}

/** All of it in the order of deletion: password, keys, certificates, MFA devices. */
export function credentialsOf(has: RootCredentials): readonly RootCredential[] {
  return [
    ...(has.password ? [{ kind: "password", name: null } as const] : []),
    ...has.accessKeys.map((name) => ({ kind: "access-keys", name }) as const),
    ...has.certificates.map((name) => ({ kind: "certificates", name }) as const),
    ...has.mfa.map((name) => ({ kind: "mfa", name }) as const),
  ];
}

/** Those of the first list that the second does not have. */
export function without(some: readonly RootCredential[], others: readonly RootCredential[]): readonly RootCredential[] {
  const known = new Set(others.map(credentialText));
  return some.filter((each) => !known.has(credentialText(each)));
}

const nouns: Readonly<Record<CredentialKind, string>> = {
  password: "the password",
  "access-keys": "the access key",
  certificates: "the signing certificate",
  mfa: "the MFA device",
};

/** `the access key AKIA…`. */
export function credentialText({ kind, name }: RootCredential): string {
  return name === null ? nouns[kind] : `${nouns[kind]} ${name}`;
}

const flagOfKind = {
  password: "password",
  "access-keys": "accessKeys",
  certificates: "certificates",
  mfa: "mfa",
} as const satisfies Readonly<Record<CredentialKind, keyof SummaryFlags>>;

/** Kinds of which the lists show nothing while the account's summary says that there is some. */
export function contradicted(
  kinds: readonly CredentialKind[],
  has: RootCredentials,
  flags: SummaryFlags,
): readonly CredentialKind[] {
  const shown = new Set(credentialsOf(has).map(({ kind }) => kind));
  return kinds.filter((kind) => !shown.has(kind) && flags[flagOfKind[kind]] === true);
}
