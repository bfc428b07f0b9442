import { rootArn } from "../../../domain/core/arn.ts";
import { type Fact, isSeen, seen, unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts, MfaDevice } from "../../../domain/snapshot/account-facts.ts";
import { type Answer, factFrom, unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { mfaKind } from "../../../domain/snapshot/mfa-kind.ts";
import { getAccountSummary, type RootFlags } from "../../../world/aws/iam/get-account-summary.ts";
import { listVirtualMfaDevices, type VirtualDevice } from "../../../world/aws/iam/list-virtual-mfa-devices.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import { type Draft, kept, type Run } from "./run.ts";
import { userDevices } from "./user-devices.ts";

/** The four root flags of the account, in real time. One answer feeds all four. */
export async function collectFlags(
  run: Pick<Run, "keepSince">,
  draft: Draft<AccountFacts>,
  session: Session,
): Promise<void> {
  if (flagsKept(run, draft)) return;
  const answer = await getAccountSummary(session);
  draft.flags = {
    mfa: flagFact(answer, (flags) => flags.mfa, "AccountMFAEnabled"),
    accessKeys: flagFact(answer, (flags) => flags.accessKeys, "AccountAccessKeysPresent"),
    password: flagFact(answer, (flags) => flags.password, "AccountPasswordPresent"),
    certificates: flagFact(answer, (flags) => flags.certificates, "AccountSigningCertificatesPresent"),
  };
}

/** True when all four flags stand and are young enough. */
export function flagsKept(run: Pick<Run, "keepSince">, { flags }: Pick<AccountFacts, "flags">): boolean {
  const all = [flags?.mfa, flags?.accessKeys, flags?.password, flags?.certificates];
  return all.every((flag) => kept(run, flag) !== undefined);
}

/** No MFA means no device, no password means no login profile: the flags settle both without a further call. */
export function settleByFlags(draft: Draft<AccountFacts>): void {
  const { flags } = draft;
  if (isSeen(flags?.mfa) && !flags.mfa.value) {
    draft.devices = seen([], flags.mfa.source, flags.mfa.at);
    draft.devicesComplete = true;
  }
  if (isSeen(flags?.password) && !flags.password.value) {
    draft.loginProfile = seen(null, flags.password.source, flags.password.at);
  }
}

/** The virtual MFA devices: root's, all that a role may see of them, and those of IAM users. One answer feeds both. */
export async function collectVirtualDevices(
  run: Pick<Run, "keepSince">,
  draft: Draft<AccountFacts>,
  session: Session,
): Promise<void> {
  const [ofRoot, ofUsers] = [kept(run, draft.devices), kept(run, draft.userDevices)];
  if (ofRoot !== undefined && ofUsers !== undefined) return;
  const answer = await listVirtualMfaDevices(session);
  draft.userDevices = ofUsers ?? userDevices(answer);
  if (ofRoot !== undefined) return;
  const root: string = rootArn(session.partition, session.account);
  draft.devices = factFrom(answer, (devices) => devices.filter(({ userArn }) => userArn === root).map(deviceOf));
  draft.devicesComplete = false;
}

/** A device in the snapshot's form. A serial of unknown form counts as virtual, the kind that promises least. */
export function deviceOf(device: Pick<VirtualDevice, "serial" | "enabledAt">): MfaDevice {
  return { serial: device.serial, kind: mfaKind(device.serial) ?? "virtual", enabledAt: device.enabledAt };
}

function flagFact(answer: Answer<RootFlags>, take: (flags: RootFlags) => boolean | null, field: string): Fact<boolean> {
  if (answer.status === "failed") return unseenOf(answer.call, answer.failure);
  const value = take(answer.value);
  return value === null
    ? unseen("not-observable", answer.call, `the answer had no ${field}`)
    : seen(value, answer.call, answer.at);
}
