import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "../../domain/core/account-id.ts";
import { organizationFileOf } from "../organization-file.ts";
import { buildState } from "../state/build-state.ts";
import { rolePrincipal } from "../state/principal-of.ts";
import { evaluate } from "./evaluate.ts";

const id = accountId("111111111111");
const organization = organizationFileOf({
  accounts: {
    "111111111111": {
      email: "one@corp.example",
      root: { password: {} },
      principals: [{ arn: "role/r", trust: "account" }],
    },
  },
});
const actions = ["iam:GetUser", "iam:ListAccessKeys", "s3:GetBucketPolicy", "account:PutContactInformation"];
const some = fc.subarray(actions);
const policy = fc.record({ allow: some, deny: some });
const near = { region: "us-east-1", sourceIp: "198.51.100.1" };

describe("session policies", () => {
  it("leave what the role and one of them allow and none of all denies", () => {
    const state = buildState(organization, { seed: "session" });
    const account = id === null ? undefined : state.accounts.get(id);
    const role = account?.iam.roles.get("r");
    if (account === undefined || role === undefined) throw new Error("no role");
    const documentOf = ({ allow, deny }: { readonly allow: readonly string[]; readonly deny: readonly string[] }) => {
      const statement = (Effect: string, Action: readonly string[]) =>
        Action.length === 0 ? [] : [{ Effect, Action, Resource: "*" }];
      return state.documents.of({
        Version: "2012-10-17",
        Statement: [...statement("Allow", allow), ...statement("Deny", deny)],
      });
    };
    fc.assert(
      fc.property(policy, fc.option(fc.array(policy, { minLength: 1, maxLength: 3 })), (own, given) => {
        role.inline = [{ name: "own", document: documentOf(own) }];
        const terms = { mfa: false, sourceIdentity: null, policies: given?.map(documentOf) ?? null };
        const caller = rolePrincipal(state, account, role, "in", terms);
        for (const action of actions) {
          const inRole = own.allow.includes(action) && !own.deny.includes(action);
          const inSession =
            given === null ||
            (given.some(({ allow }) => allow.includes(action)) && !given.some(({ deny }) => deny.includes(action)));
          expect(evaluate(state, caller, action, "*", near).allowed).toBe(inRole && inSession);
        }
      }),
      { numRuns: 500 },
    );
  });
});
