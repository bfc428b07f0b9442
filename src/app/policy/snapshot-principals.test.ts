import { describe, expect, it } from "vitest";
import { admin, member, snapshotOf, trusts } from "../../../test/who-can/scenario.ts";
import { seen } from "../../domain/core/fact.ts";
import type { AccountFacts, UserCredentials } from "../../domain/snapshot/account-facts.ts";
import { snapshotPrincipals } from "./snapshot-principals.ts";

const fact = <T>(value: T) => seen(value, "test", "2026-11-21T00:00:00Z");
const arnOf = (name: string): string => `arn:aws:iam::${member}:user/${name}`;

const row = (name: string, mfaActive: boolean): UserCredentials => ({
  arn: arnOf(name),
  createdAt: fact("2020-01-01T00:00:00Z"),
  passwordEnabled: fact(true),
  passwordLastUsed: fact<string | null>(null),
  passwordLastChanged: fact<string | null>(null),
  mfaActive: fact(mfaActive),
  keys: [],
});
const device = (name: string, at: number) => ({ user: arnOf(name), serial: `${name}-${at}`, enabledAt: null });

describe("the principals of a snapshot", () => {
  it("have at least as many devices as the report or the list of virtual ones says", async () => {
    const users = Object.fromEntries(["ann", "bob", "cid", "dee", "eve"].map((name) => [name, { allow: admin }]));
    const roles = { ops: { trust: [trusts({ AWS: member })] } };
    const snapshot = snapshotOf({ accounts: { [member]: { users, roles } } });
    const accounts = snapshot.accounts.map((each): AccountFacts => ({
      ...each,
      users: fact([row("ann", true), row("bob", true), row("cid", false)]),
      userDevices: fact([device("bob", 1), device("bob", 2), device("dee", 1)]),
    }));
    const found: string[] = [];
    for await (const each of snapshotPrincipals({ ...snapshot, accounts }, null)) {
      if (each.status === "unknown") throw new Error(each.why);
      for (const { principal, devices } of each.principals) found.push(`${principal.name} ${devices}`);
    }
    expect(found).toEqual(["ops 0", "ann 1", "bob 2", "cid 0", "dee 1", "eve unknown"]);
  });
});
