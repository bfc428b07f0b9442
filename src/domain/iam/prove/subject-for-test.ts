import { parsePolicy } from "../language/parse-policy.ts";
import type { PolicyKind } from "../language/policy-kind.ts";
import type { ProveLayer, Subject } from "./subject.ts";

/** A layer in a test: documents as JSON, or the name of what is not known. */
export type TestLayer = readonly unknown[] | { readonly unknown: string };

/** What a test says of a subject; the rest is alice of account 111122223333, asked of the policies alone. */
export interface TestSubject extends Partial<Pick<Subject, "credential" | "devices" | "instant" | "keys">> {
  readonly principal?: Partial<Subject["principal"]>;
  readonly identity?: TestLayer;
  readonly boundary?: TestLayer;
  readonly session?: TestLayer;
  readonly scps?: readonly TestLayer[];
  readonly rcps?: readonly TestLayer[];
  readonly resource?: {
    readonly kind: "trust" | "resource";
    readonly document: unknown;
    readonly arns: readonly string[];
    readonly account?: string;
  };
}

/** Builds a subject for tests of the engine. */
export function subjectForTest(test: TestSubject): Subject {
  const layer = (documents: TestLayer, kind: PolicyKind): ProveLayer =>
    "unknown" in documents
      ? documents
      : documents.map((document, index) => ({ name: `${kind}[${index}]`, policy: parsePolicy(document, kind) }));
  const { resource } = test;
  return {
    principal: {
      arn: "arn:aws:iam::111122223333:user/alice",
      account: "111122223333",
      kind: "user",
      management: false,
      tags: {},
      ...test.principal,
    },
    credential: test.credential ?? "policy-text",
    devices: test.devices ?? "unknown",
    instant: test.instant ?? Date.UTC(2026, 10, 1),
    keys: test.keys,
    layers: {
      identity: layer(test.identity ?? [], "identity"),
      boundary: test.boundary && layer(test.boundary, "boundary"),
      session: test.session && layer(test.session, "session"),
      scps: test.scps?.map((each) => layer(each, "scp")),
      rcps: test.rcps?.map((each) => layer(each, "rcp")),
      resource: resource && {
        kind: resource.kind,
        policy: { name: resource.kind, policy: parsePolicy(resource.document, resource.kind) },
        arns: resource.arns,
        account: resource.account ?? "111122223333",
      },
    },
  };
}
