import { isSeen, type Unseen, unseen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { factFrom, unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { getAccessKeyLastUsed } from "../../../world/aws/iam/get-access-key-last-used.ts";
import { getLoginProfile } from "../../../world/aws/iam/get-login-profile.ts";
import { listAccessKeys } from "../../../world/aws/iam/list-access-keys.ts";
import { listMfaDevices } from "../../../world/aws/iam/list-mfa-devices.ts";
import { listSigningCertificates } from "../../../world/aws/iam/list-signing-certificates.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import { assumeRootForAudit } from "../../../world/aws/sts/assume-root.ts";
import { collectFlags, deviceOf, flagsKept, settleByFlags } from "./collect-root.ts";
import { type AuditRun, type Draft, kept } from "./run.ts";

/**
 * Audits root's credentials of a member by an AssumeRoot session, which the member and the caller's account log. One
 * refused call leaves one fact unknown; the others are read all the same.
 */
export async function collectAudit(run: AuditRun, draft: Draft<AccountFacts>): Promise<void> {
  if (isAudited(run, draft)) return;
  const impossible = knownRefusal(run);
  if (impossible !== null) return fillUnknown(draft, impossible);
  const opened = await assumeRootForAudit(run.session, draft.id);
  if (opened.status === "failed") return fillUnknown(draft, unseenOf(opened.call, opened.failure));
  const root = opened.value;
  await collectFlags(run, draft, root);
  settleByFlags(draft);
  await Promise.all([readDevices(run, draft, root), readKeys(run, draft, root), readPassword(run, draft, root)]);
  if (kept(run, draft.certificates) === undefined) {
    draft.certificates = factFrom(await listSigningCertificates(root), (all) => all.map((each) => ({ ...each })));
  }
}

function isAudited(run: AuditRun, draft: AccountFacts): boolean {
  const facts = [draft.keys, draft.certificates, draft.loginProfile, draft.devices];
  const all = facts.every((fact) => kept<unknown>(run, fact) !== undefined);
  return all && draft.devicesComplete === true && flagsKept(run, draft);
}

/** With the feature off every AssumeRoot would be refused, and still be logged: none is tried. */
function knownRefusal(run: AuditRun): Unseen | null {
  const features = run.organization.rootFeatures;
  if (!isSeen(features) || features.value.includes("RootCredentialsManagement")) return null;
  return unseen(
    "denied",
    "the organization feature RootCredentialsManagement",
    "AssumeRoot was not tried: central management of root credentials is off",
  );
}

/** What a role has shown stays; only what is still open gets the reason. */
function fillUnknown(draft: Draft<AccountFacts>, why: Unseen): void {
  const flags = { ...draft.flags };
  for (const flag of ["mfa", "accessKeys", "password", "certificates"] as const) {
    if (!isSeen(flags[flag])) flags[flag] = why;
  }
  draft.flags = flags;
  if (!isSeen(draft.devices)) draft.devices = why;
  if (!isSeen(draft.keys)) draft.keys = why;
  if (!isSeen(draft.certificates)) draft.certificates = why;
  if (!isSeen(draft.loginProfile)) draft.loginProfile = why;
}

async function readDevices(run: AuditRun, draft: Draft<AccountFacts>, root: Session): Promise<void> {
  if (draft.devicesComplete === true && kept(run, draft.devices) !== undefined) return;
  const answer = await listMfaDevices(root);
  // A list of virtual devices that a role has shown is better than nothing.
  if (answer.status === "failed" && isSeen(draft.devices)) return;
  draft.devices = factFrom(answer, (devices) => devices.map(deviceOf));
  draft.devicesComplete = answer.status === "ok";
}

async function readKeys(run: AuditRun, draft: Draft<AccountFacts>, root: Session): Promise<void> {
  if (kept(run, draft.keys) !== undefined) return;
  const answer = await listAccessKeys(root);
  if (answer.status === "failed") {
    draft.keys = unseenOf(answer.call, answer.failure);
    return;
  }
  const keys = answer.value.map(async (key) => ({
    ...key,
    lastUsedAt: factFrom(await getAccessKeyLastUsed(root, key.id), (time) => time),
  }));
  draft.keys = { value: await Promise.all(keys), source: answer.call, at: answer.at };
}

/** No such entity is the answer "no password", and says nothing about the rest of the account. */
async function readPassword(run: AuditRun, draft: Draft<AccountFacts>, root: Session): Promise<void> {
  if (kept(run, draft.loginProfile) !== undefined) return;
  draft.loginProfile = factFrom(await getLoginProfile(root), (profile) => ({ ...profile }), { value: null });
}
