import { describe, expect, it } from "vitest";
import { seen, unseen } from "../../../domain/core/fact.ts";
import type { UserCredentials, UserDevice } from "../../../domain/snapshot/account-facts.ts";
import { backDoors } from "./back-doors.ts";

const arn = "arn:aws:iam::111122223333:user/alice";
const fact = <T>(value: T) => seen(value, "iam:GetCredentialReport", "2026-11-01T00:00:00Z");
const none = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] };
const model = {
  account: "111122223333",
  partition: "aws",
  kind: "member",
  principals: [],
  members: [],
  instant: 0,
} as const;

function row(more: Partial<UserCredentials>): UserCredentials {
  return {
    arn,
    createdAt: fact<string | null>("2020-01-01T00:00:00Z"),
    passwordEnabled: fact(false),
    passwordLastUsed: fact<string | null>(null),
    passwordLastChanged: fact<string | null>(null),
    mfaActive: fact(false),
    keys: [],
    ...more,
  };
}

function doors(users: readonly UserCredentials[] | null, devices: readonly UserDevice[] = []) {
  const facts = {
    users: users === null ? unseen("not-asked", "--credential-report") : fact([...users]),
    userDevices: fact([...devices]),
  };
  return backDoors(Date.UTC(2026, 9, 1), [{ model, details: none, facts }], () => null);
}

const key = (active: boolean, lastRotated: string | null) => ({
  active: fact(active),
  lastRotated: fact(lastRotated),
  lastUsed: fact<string | null>(null),
});

describe("credentials younger than an incident", () => {
  it("are keys, passwords and devices made since", () => {
    const young = row({
      keys: [key(true, "2026-10-02T00:00:00Z"), key(false, null)],
      passwordEnabled: fact(true),
      passwordLastChanged: fact<string | null>("2026-10-03T00:00:00Z"),
    });
    const device = { user: arn, serial: "arn:aws:iam::111122223333:mfa/x", enabledAt: "2026-10-04T00:00:00Z" };
    const found = doors([young], [device]);
    expect(found.younger.map(({ kind, what }) => `${kind}: ${what}`)).toEqual([
      "access-key: access key 1, active",
      "password: console password set",
      "mfa-device: device arn:aws:iam::111122223333:mfa/x",
    ]);
    expect([found.undated, found.unread]).toEqual([[], []]);
  });

  it("are not the older ones; the day itself counts", () => {
    const old = row({ keys: [key(true, "2026-09-30T23:59:59Z"), key(true, "2026-10-01T00:00:00Z")] });
    expect(doors([old]).younger.map(({ what }) => what)).toEqual(["access key 2, active"]);
  });

  it("without a date are told apart, never passed over", () => {
    const odd = row({ keys: [{ ...key(true, null), lastRotated: unseen("not-observable", "its date") }] });
    const found = doors([odd], [{ user: arn, serial: "s", enabledAt: null }]);
    expect(found.younger).toEqual([]);
    expect(found.undated.map(({ kind }) => kind)).toEqual(["access-key", "mfa-device"]);
  });

  it("that nobody read are named", () => {
    expect(doors(null).unread.map(({ what }) => what)).toEqual([
      "access keys and passwords of users (iam:GetCredentialReport)",
    ]);
  });
});
