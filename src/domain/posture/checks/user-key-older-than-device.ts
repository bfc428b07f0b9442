import { type Fact, factOf, isSeen, type Seen, type Unseen, unseen } from "../../core/fact.ts";
import { type Instant, instant, millisOf } from "../../core/instant.ts";
import type { UserDevice } from "../../snapshot/account-facts.ts";
import { caseDevices, caseUsers } from "../cases/case-users.ts";
import { caseView, hidden } from "../cases/case-view.ts";
import type { Check } from "../check.ts";
import { notApplicable, unseenFact } from "../read/judgement.ts";
import { activeKeys, timeOf, type UserKey } from "../users/active-keys.ts";
import { judgeEach } from "../users/judge-each.ts";
import { usersResource as resource } from "../users/judge-keys.ts";
import { userRows } from "../users/user-rows.ts";

const ana = (rotated: string, mfa = true) => caseUsers({ name: "ana", mfa, keys: [{ rotated }] });

/** No active key of an IAM user is older than the user's newest virtual MFA device. */
export const userKeyOlderThanDevice: Check = {
  id: "user-key-older-than-device",
  title: "No active user key is older than the newest virtual MFA device of its user",
  severity: "medium",
  scope: "account",
  needs: ["iam:GenerateCredentialReport", "iam:GetCredentialReport", "iam:ListVirtualMFADevices"],
  why: "The key was there before the device. Whoever had a copy of it then still has it: a new device ends no key, and while the user had none, that key could register the first one itself, so the device may even be the thief's. MFA is believed to guard a user whose oldest way in was never looked at.",
  fix: "Ask the owner whether the device is theirs; if not, treat it as a compromise. Then make a new key, switch the program, and delete the old one: `aws iam delete-access-key --user-name USER --access-key-id ID`. From now on rotate keys whenever a device is registered or replaced.",
  references: [
    "IAM API Reference: ListVirtualMFADevices",
    "IAM User Guide: Generate credential reports",
    "AWS Security Bulletins: AWS-2023-001",
  ],
  standards: {},
  judge: (view) => {
    const users = userRows(view);
    if (users.status === "unseen") return unseenFact(resource, users.fact, "iam:GetCredentialReport");
    if (users.status === "none") return notApplicable(resource, "The account has no IAM user.", users.evidence);
    const devices = factOf(view.account.userDevices);
    const newest = isSeen(devices) ? newestDevices(devices) : null;
    const judged = activeKeys(users.rows).flatMap((key) => {
      const { arn, mfaActive } = key.user;
      const device = newest?.get(arn);
      // The report may be four hours old: a device of the list counts even if the report does not know it.
      if (device === undefined && isSeen(mfaActive) && !mfaActive.value) return [];
      const is = newest === null ? unlisted(devices) : judgeKey(key, device);
      return [{ name: key.name, is }];
    });
    if (judged.length === 0) return notApplicable(resource, "No IAM user has both an active key and an MFA device.");
    const bad = "active access keys last rotated before the newest virtual MFA device of their user was enabled";
    const { source, at } = users.from;
    const from = isSeen(devices) ? `${source}, ${devices.source}` : source;
    return judgeEach(judged, { resource, bad, needs: "iam:ListVirtualMFADevices", source: from, observedAt: at });
  },
  cases: [
    {
      name: "the key was made after the device",
      view: caseView({
        account: { users: ana("2024-05-02T00:00:00Z"), userDevices: caseDevices({ ana: "2024-05-01T00:00:00Z" }) },
      }),
      expect: "pass",
    },
    {
      name: "the key was there first",
      view: caseView({
        account: { users: ana("2020-05-01T00:00:00Z"), userDevices: caseDevices({ ana: "2024-05-01T00:00:00Z" }) },
      }),
      expect: "fail",
    },
    {
      name: "a device that a report of hours ago does not know",
      view: caseView({
        account: {
          users: ana("2020-05-01T00:00:00Z", false),
          userDevices: caseDevices({ ana: "2026-11-21T02:00:00Z" }),
        },
      }),
      expect: "fail",
    },
    {
      name: "the device of somebody else",
      view: caseView({
        account: {
          users: ana("2020-05-01T00:00:00Z", false),
          userDevices: caseDevices({ ben: "2024-05-01T00:00:00Z" }),
        },
      }),
      expect: "not-applicable",
    },
    {
      name: "a device that is no virtual one: its day is not in the list",
      view: caseView({ account: { users: ana("2020-05-01T00:00:00Z"), userDevices: caseDevices({}) } }),
      expect: "unknown",
      reason: "not-observable",
    },
    {
      name: "the list of devices was refused",
      view: caseView({
        account: {
          users: ana("2020-05-01T00:00:00Z"),
          userDevices: hidden("denied", "iam:ListVirtualMFADevices"),
        },
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "an older snapshot without the list of devices",
      view: caseView({ account: { users: ana("2020-05-01T00:00:00Z") } }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "a user without any device has nothing to compare",
      view: caseView({ account: { users: ana("2020-05-01T00:00:00Z", false), userDevices: caseDevices({}) } }),
      expect: "not-applicable",
    },
  ],
};

/** By user: when the newest device was enabled; null when the list does not say it of each. */
function newestDevices(devices: Seen<readonly UserDevice[]>): ReadonlyMap<string, Instant | null> {
  const newest = new Map<string, Instant | null>();
  for (const { user, enabledAt } of devices.value) {
    const known = newest.get(user);
    const enabled = enabledAt === null ? null : instant(enabledAt);
    if (known === undefined) newest.set(user, enabled);
    else if (known !== null && (enabled === null || millisOf(enabled) > millisOf(known))) newest.set(user, enabled);
  }
  return newest;
}

function judgeKey(
  { name, lastRotated, doubt, user }: UserKey,
  device: Instant | null | undefined,
): "bad" | "good" | Unseen {
  if (device === undefined) {
    if (!isSeen(user.mfaActive)) return user.mfaActive;
    return unseen("not-observable", `iam:ListMFADevices of ${name}, whose device is no virtual one`);
  }
  if (device === null) return unseen("not-observable", `the day on which the device of ${name} was enabled`);
  if (doubt !== null) return doubt;
  const rotated = timeOf(lastRotated, `time at which the key of ${name} was last rotated`);
  if (typeof rotated !== "string") return rotated;
  return millisOf(rotated) < millisOf(device) ? "bad" : "good";
}

function unlisted(devices: Fact<unknown>): Unseen {
  if (isSeen(devices)) return unseen("not-observable", "iam:ListVirtualMFADevices");
  return { ...devices, needs: devices.needs ?? "iam:ListVirtualMFADevices" };
}
