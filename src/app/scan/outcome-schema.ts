import { z } from "zod";
import { costs } from "../../domain/core/cost.ts";
import { reasons } from "../../domain/core/reason.ts";
import { severities } from "../../domain/core/verdict.ts";
import { scanModes } from "../../domain/snapshot/manifest.ts";

const account = z.string().regex(/^[0-9]{12}$/);
const count = z.int().nonnegative();
const severity = z.enum(["critical", "high", "medium", "low", "info"]).meta({ description: severities.join(" > ") });
const fingerprint = z.string().regex(/^[0-9a-f]{32}$/);

const evidenceShape = {
  fact: z.string(),
  value: z.string(),
  source: z.string(),
  observedAt: z.string().nullable(),
};

/** Schema of one finding: a line of JSONL, an entry of the envelope. */
export const findingSchema = z.strictObject({
  id: z.string(),
  fingerprint,
  account: z.strictObject({ id: account, name: z.string().nullable(), ou: z.string().nullable() }),
  resource: z.string(),
  verdict: z.enum(["pass", "fail", "unknown", "not-applicable"]),
  severity,
  title: z.string(),
  why: z.string(),
  fix: z.string(),
  help: z.string(),
  evidence: z.array(z.strictObject(evidenceShape)),
  reason: z.enum(reasons).nullable(),
  needs: z.string().nullable(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  waiver: z
    .strictObject({ reason: z.string(), owner: z.string(), ticket: z.string().nullable(), expires: z.iso.date() })
    .nullable(),
  standards: z.record(z.string(), z.array(z.string())),
  change: z.enum(["new", "same", "lost-sight"]).optional(),
});

/** Schema of a run's description. */
export const runSchema = z.strictObject({
  id: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  version: z.string(),
  organization: z.string().nullable(),
  snapshot: z.string(),
  mode: z.enum(scanModes),
  scope: z.strictObject({
    requested: count,
    evaluated: count,
    notEvaluated: z.array(
      z.strictObject({ account: z.string(), reason: z.enum([...reasons, "too-many"]), needs: z.string() }),
    ),
  }),
  notLookedAt: z.array(z.strictObject({ reason: z.enum(reasons), what: z.string(), step: z.string() })),
  complete: z.boolean(),
});

const baselineEntrySchema = z.strictObject({
  fingerprint,
  id: z.string(),
  account,
  resource: z.string(),
  verdict: z.enum(["fail", "unknown"]),
  severity,
});

/** Schema of an earlier run's findings: `rootward.baseline/v1`. */
export const baselineSchema = z.strictObject({
  schema: z.literal("rootward.baseline/v1"),
  run: z.strictObject({
    id: z.string(),
    finishedAt: z.string().nullable(),
    organization: z.string().nullable(),
    snapshot: z.string(),
  }),
  findings: z.array(baselineEntrySchema),
});

const envelope = {
  run: runSchema,
  summary: z.strictObject({
    fail: z.strictObject({ critical: count, high: count, medium: count, low: count }),
    unknown: count,
    waived: count,
    notApplicable: count,
    paths: count,
    exit: z.literal([0, 1, 2, 3]),
  }),
  findings: z.array(findingSchema),
};

const baselineDiff = z.strictObject({
  fixed: z.array(baselineEntrySchema),
  lostSight: z.array(baselineEntrySchema),
});

const knownCustody = z.strictObject({
  status: z.literal("known"),
  isReady: z.boolean(),
  line: z.string(),
  items: z.array(z.strictObject({ text: z.string(), isMet: z.boolean().nullable() })),
});

/** Schema of the envelope `rootward.findings/v1`. `baseline` is there exactly when a baseline was given. */
export const findingsSchema = z.strictObject({
  schema: z.literal("rootward.findings/v1"),
  ...envelope,
  baseline: baselineDiff.optional(),
});

const cut = {
  change: z.strictObject({ id: z.string(), title: z.string() }),
  removes: count,
  before: count,
  after: count,
};

const pathSchema = z.strictObject({
  goal: z.enum(["session", "bucket-unlock", "queue-unlock"]),
  certainty: z.enum(["certain", "possible"]),
  steps: z.array(z.string()),
  leaves: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum([
        "principals",
        "mailbox",
        "phone",
        "root-key",
        "x509-key",
        "password-vault",
        "seed-vault",
        "device",
        "kit",
        "interception",
        "registrar",
        "dns",
        "mail-tenant",
        "network",
      ]),
      who: z.array(z.string()).nullable(),
      cost: z.enum(costs),
    }),
  ),
  rules: z.array(z.string()),
  parties: z.strictObject({ atLeast: count, exact: z.boolean() }),
  cost: z.enum(costs),
});

const accountPaths = {
  id: account,
  status: z.enum(["exact", "too-many", "no-who-can"]),
  why: z.string().optional(),
  paths: z.array(pathSchema),
  cheapest: count.nullable(),
  cuts: z.array(z.strictObject(cut)),
  notCuttable: z.array(z.strictObject({ rule: z.string(), title: z.string() })),
};

const blastRadius = z.array(z.strictObject({ leaf: z.string(), accounts: z.array(account), alone: z.array(account) }));

/** Schema of `rootward.paths/v1`. */
export const pathsSchema = z.strictObject({
  schema: z.literal("rootward.paths/v1"),
  accounts: z.array(z.strictObject(accountPaths)),
  blastRadius,
});

// A stored run keeps what tells a face to mask a value.
const storedFinding = findingSchema.extend({
  evidence: z.array(z.strictObject({ ...evidenceShape, contact: z.enum(["mail", "phone"]).exactOptional() })),
});

const topChange = z.strictObject({ ...cut, accounts: count });

/** Schema of a stored run, `rootward.run/v1`: everything that any report is drawn from. */
export const storedRunSchema = z.strictObject({
  schema: z.literal("rootward.run/v1"),
  ...envelope,
  findings: z.array(storedFinding),
  coverage: z.strictObject({ line: z.string(), step: z.string().nullable() }),
  paths: z
    .strictObject({
      schema: z.literal("rootward.paths/v1"),
      accounts: z.array(
        z.strictObject({
          ...accountPaths,
          minCut: z.array(z.string()).nullable().exactOptional(),
          notDeclared: z.array(z.string()).exactOptional(),
          classes: z.array(z.strictObject({ leaf: z.string(), members: z.array(z.string()) })).exactOptional(),
        }),
      ),
      blastRadius,
      doNext: z.array(topChange).exactOptional(),
    })
    .nullable(),
  topChanges: z.array(topChange),
  custody: z.discriminatedUnion("status", [
    z.strictObject({ status: z.literal("unknown"), line: z.string(), steps: z.array(z.string()) }),
    knownCustody,
  ]),
  accounts: z.array(
    z.strictObject({
      id: account,
      name: z.string().nullable(),
      ou: z.string().nullable(),
      kind: z.enum(["standalone", "management", "member"]),
      cells: z.array(
        z.strictObject({
          label: z.string(),
          value: z.string(),
          mark: z.enum(["good", "bad", "neutral", "unknown"]),
          note: z.string().nullable(),
          source: z.string().nullable(),
          at: z.string().nullable(),
        }),
      ),
    }),
  ),
  baseline: baselineDiff.nullable(),
  warnings: z.array(z.string()),
  contacts: z.strictObject({ mails: z.array(z.string()), phones: z.array(z.string()) }),
});
