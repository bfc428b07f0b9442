import * as fc from "fast-check";
import { describe, it } from "vitest";
import { CodedError } from "../domain/core/coded-error.ts";
import { parseOrganizationFile } from "./organization-file.ts";

const large = `
partition: aws
organization: {id: o-abcdefghij, features: ALL, trusted: [iam.amazonaws.com, account.amazonaws.com],
  rootFeatures: [RootCredentialsManagement, RootSessions], delegates: {iam.amazonaws.com: ["222222222222"]}}
ous: {r-ab12: {scp: [p-FullAWSAccess, deny-contacts], children: {ou-ab12-prod0001: {scp: [p-FullAWSAccess]}}}}
policies: {deny-contacts: {type: SCP, document: {Version: "2012-10-17", Statement: []}}, deny-all: {type: resource, document: {Version: "2012-10-17", Statement: []}}}
accounts:
  "111111111111": {role: management, email: root@corp.example, ou: r-ab12, root: {password: {changed: 2023-04-02, value: "…"}, mfa: [{kind: fido}], keys: [], certs: []},
    contact: {phone: "+1 555 0100", verification: VERIFIED}, alternate: {security: sec@corp.example}}
  "222222222222": {email: root+del@corp.example, root: none}
  "333333333333": {email: root+pay@corp.example, ou: ou-ab12-prod0001, joined: CREATED, created: 2024-12-01, root: none, buckets: {pay-logs: {policy: deny-all}}, queues: {},
    principals: [{arn: role/ci, trust: oidc, policies: [AdministratorAccess]}], signin: {enabled: false}}
generate: {accounts: 5000, seed: 7, mix: {noPassword: 0.33, noMfa: 0.14, sharedMailbox: 0.5}}
`;

describe("the organization file", () => {
  it("gives a value or a coded error for any text", () => {
    const pieces = fc.constantFrom(
      "accounts",
      ":",
      " ",
      "\n",
      '"111111111111"',
      "{",
      "}",
      "[",
      "&a",
      "*a",
      "root",
      "none",
      "- ",
      "!!js",
      "\t",
      "#",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 30 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(text, (written) => {
        try {
          parseOrganizationFile(written);
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("gives a value or a coded error when any part of a good file is replaced", () => {
    const at = fc.tuple(
      fc.nat(large.length),
      fc.nat(40),
      fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("[]", "{}", "null", "0", "__proto__: 1")),
    );
    fc.assert(
      fc.property(at, ([start, length, text]) => {
        try {
          parseOrganizationFile(large.slice(0, start) + text + large.slice(start + length));
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});
