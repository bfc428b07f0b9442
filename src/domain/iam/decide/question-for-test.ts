import { parsePolicy } from "../language/parse-policy.ts";
import type { PolicyKind } from "../language/policy-kind.ts";
import type { Caller, Layer, NamedPolicy, Question } from "./question.ts";

/** A layer in a test: documents as JSON, or the name of what is not known. */
export type TestLayer = readonly unknown[] | { readonly unknown: string };

/** What a test says of a question; the rest is alice of account 111111111111 calling s3:GetObject. */
export interface TestQuestion {
  readonly caller?: Partial<Caller> | "anonymous";
  readonly identity?: TestLayer;
  readonly boundary?: TestLayer;
  readonly session?: TestLayer;
  readonly resourcePolicy?: unknown;
  readonly trust?: unknown;
  readonly endpoint?: TestLayer;
  readonly scps?: readonly TestLayer[];
  readonly rcps?: readonly TestLayer[];
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccount?: string;
  readonly context?: Readonly<Record<string, readonly string[] | string>>;
  readonly otherKeys?: "absent" | "unknown";
}

/** The caller of tests that name none. */
export const alice: Caller = {
  arn: "arn:aws:iam::111111111111:user/alice",
  account: "111111111111",
  kind: "user",
  management: false,
  tags: {},
};

/** `Allow action on resource`, everything by default. */
export function allow(action: string | string[] = "*", resource: string | string[] = "*", more: object = {}): unknown {
  return statement({ Effect: "Allow", Action: action, Resource: resource, ...more });
}

/** `Deny action on resource`, everything by default. */
export function deny(action: string | string[] = "*", resource: string | string[] = "*", more: object = {}): unknown {
  return statement({ Effect: "Deny", Action: action, Resource: resource, ...more });
}

/** A document of one statement. */
export function statement(element: object): unknown {
  return { Version: "2012-10-17", Statement: [element] };
}

/** Builds a question for tests of the evaluator. A context value `"?"` is one that is not known. */
export function questionForTest(test: TestQuestion): Question {
  const context = new Map<string, readonly string[] | "unknown">();
  for (const [key, value] of Object.entries(test.context ?? {})) {
    context.set(key.toLowerCase(), value === "?" ? "unknown" : typeof value === "string" ? [value] : value);
  }
  return {
    caller: test.caller === "anonymous" ? "anonymous" : { ...alice, ...test.caller },
    layers: {
      identity: layer(test.identity ?? [], "identity"),
      boundary: test.boundary && layer(test.boundary, "boundary"),
      session: test.session && layer(test.session, "session"),
      resource: resourceLayer(test),
      endpoint: test.endpoint && layer(test.endpoint, "endpoint"),
      scps: test.scps?.map((each) => layer(each, "scp")),
      rcps: test.rcps?.map((each) => layer(each, "rcp")),
    },
    ask: {
      action: test.action ?? "s3:GetObject",
      resource: test.resource ?? "arn:aws:s3:::bucket/key",
      resourceAccount: test.resourceAccount,
      context,
      otherKeys: test.otherKeys ?? "absent",
    },
  };
}

function resourceLayer(test: TestQuestion): Question["layers"]["resource"] {
  if (test.trust !== undefined) return named(test.trust, "trust", "trust");
  const given = test.resourcePolicy;
  if (given === undefined) return undefined;
  const isUnknown = typeof given === "object" && given !== null && "unknown" in given;
  return isUnknown ? { unknown: String(given.unknown) } : named(given, "resource", "resource");
}

function layer(documents: TestLayer, kind: PolicyKind): Layer {
  if ("unknown" in documents) return documents;
  return documents.map((document, index) => named(document, kind, `${kind}[${index}]`));
}

function named(document: unknown, kind: PolicyKind, name: string): NamedPolicy {
  return { name, policy: parsePolicy(document, kind) };
}
