import { describe, expect, it } from "vitest";
import { admin, management, member, other, snapshotOf } from "../../../../test/who-can/scenario.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { snapshotErrors } from "../../../domain/snapshot/errors.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { modelsOfSnapshot } from "./models-of-snapshot.ts";

async function told(snapshot: Snapshot): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const each of modelsOfSnapshot(snapshot, 0)) {
    const names = each.status === "known" ? each.model.principals.map(({ principal }) => principal.name) : [each.why];
    found.push(`${each.facts.id} ${each.status} ${names.join()}`);
  }
  return found;
}

const snapshot = snapshotOf({
  accounts: {
    [management]: { users: { ann: { allow: admin } } },
    [member]: { users: { bob: { allow: admin } } },
    [other]: {},
  },
});

describe("the models of a snapshot", () => {
  it("are those of its accounts, or say which call is missing", async () => {
    expect(await told(snapshot)).toEqual([
      `${management} known ann`,
      `${member} known bob`,
      `${other} unknown no-role: sts:AssumeRole`,
    ]);
  });

  it("lack an account whose file is damaged, and no other", async () => {
    const damaged: Snapshot = {
      ...snapshot,
      authorizationDetails: async (id) => {
        const position = { file: `iam/${id}.json`, path: "UserDetailList.0.Arn" };
        if (id === management) throw new CodedError(snapshotErrors.SNAPSHOT_FOREIGN, { position });
        return await snapshot.authorizationDetails(id);
      },
    };
    const [first, second] = await told(damaged);
    expect(first).toMatch(new RegExp(`^${management} unknown unreachable: iam/${management}.json \\(`));
    expect(second).toBe(`${member} known bob`);
  });

  it("lack an account whose file went away", async () => {
    const gone = { ...snapshot, authorizationDetails: () => Promise.resolve(null) };
    expect((await told(gone))[0]).toBe(`${management} unknown not-asked: iam:GetAccountAuthorizationDetails`);
  });
});
