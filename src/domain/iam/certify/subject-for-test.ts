import { parsePolicy } from "../language/parse-policy.ts";
import type { PolicyKind } from "../language/policy-kind.ts";
import type { ProveLayer, ProvePolicy, Subject } from "../prove/subject.ts";

/** Documents as JSON, or the name of what is not known. */
export type TestDocuments = readonly unknown[] | { readonly unknown: string };

/** What a test says of a subject; the rest is the user alice of 111122223333 with a key and no other layer. */
export interface TestSubject {
  readonly principal?: Partial<Subject["principal"]> | undefined;
  readonly credential?: Subject["credential"] | undefined;
  readonly devices?: Subject["devices"] | undefined;
  readonly keys?: Subject["keys"] | undefined;
  readonly identity?: TestDocuments | undefined;
  readonly boundary?: TestDocuments | undefined;
  readonly session?: TestDocuments | undefined;
  readonly scps?: readonly TestDocuments[] | undefined;
  readonly rcps?: readonly TestDocuments[] | undefined;
  readonly resource?: {
    readonly kind: "trust" | "resource";
    readonly policy: unknown;
    readonly arns: readonly string[];
  };
}

/** The account of alice. */
export const account = "111122223333";

/** The ARN of alice. */
export const aliceArn = `arn:aws:iam::${account}:user/alice`;

/** A document of statements. */
export function document(...Statement: readonly object[]): unknown {
  return { Version: "2012-10-17", Statement };
}

/** Builds a subject for tests. */
export function subjectForTest(test: TestSubject): Subject {
  const { resource } = test;
  return {
    principal: { arn: aliceArn, account, kind: "user", management: false, tags: {}, ...test.principal },
    credential: test.credential ?? "user-key",
    devices: test.devices ?? "unknown",
    instant: Date.UTC(2026, 0, 1),
    keys: test.keys,
    layers: {
      identity: layer(test.identity ?? [], "identity"),
      boundary: test.boundary && layer(test.boundary, "boundary"),
      session: test.session && layer(test.session, "session"),
      scps: test.scps?.map((level) => layer(level, "scp")),
      rcps: test.rcps?.map((level) => layer(level, "rcp")),
      resource: resource && {
        kind: resource.kind,
        policy: named(resource.policy, resource.kind, "resource"),
        arns: resource.arns,
        account,
      },
    },
  };
}

function layer(documents: TestDocuments, kind: PolicyKind): ProveLayer {
  if ("unknown" in documents) return documents;
  return documents.map((each, index) => named(each, kind, `${kind}[${index}]`));
}

function named(value: unknown, kind: PolicyKind, name: string): ProvePolicy {
  return { name, policy: parsePolicy(value, kind) };
}

/** A certificate file whose claim holds. */
export const exampleFile = {
  version: 1,
  subject: {
    principal: { arn: aliceArn, account, kind: "user", management: false, tags: { team: "a" } },
    credential: "user-key",
    devices: "unknown",
    instant: 1_767_225_600_000,
    keys: { "aws:SourceIp": ["10.0.0.1"] },
    layers: {
      identity: [
        { name: "admin", policy: document({ Effect: "Allow", Action: "*", Resource: "*" }) },
        {
          name: "guard",
          policy: document({
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
          }),
        },
      ],
      scps: [{ unknown: "organizations:ListPoliciesForTarget" }],
    },
  },
  certificate: {
    actions: ["iam:createuser", "<other>:<other>"],
    cell: { mfa: "absent", age: null },
    resources: [{ kind: "none" }, { kind: "arn", pattern: "arn:*:*:*:*:*" }],
    tree: { kind: "deny", statement: { layer: "identity", document: 1, statement: 0 } },
  },
};
