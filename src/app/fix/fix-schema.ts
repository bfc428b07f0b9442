import { z } from "zod";

const count = z.int().nonnegative();
const guardId = z.enum(["P1", "P2", "P3", "P4", "P5", "P6", "P7"]);

/** `proof.json` and `rootward fix -f json`: what was written, and why it is believed to do what it should. */
export const fixProofSchema = z.strictObject({
  schema: z.literal("rootward.fix/v1"),
  /** ISO 8601 UTC: the moment of judgement. */
  at: z.string(),
  /** `sha256:<hex>` of the snapshot that was read. */
  snapshot: z.string(),
  /** Null: stand-alone accounts. */
  organization: z.string().nullable(),
  guards: z.array(
    z.strictObject({
      /** More than one where guards had to share a document. */
      ids: z.array(guardId).min(1),
      title: z.string(),
      kind: z.enum(["scp", "rcp", "boundary", "signin"]),
      file: z.string(),
      bytes: count,
      limit: count,
      /** Ids of roots, units and accounts, or ARNs of principals. */
      targets: z.array(z.string()),
      /** Id of the policy whose text it replaces; null: a new policy. */
      replaces: z.string().nullable(),
      probes: z.array(
        z.strictObject({
          says: z.string(),
          wanted: z.enum(["denied", "kept"]),
          /** The decision engine's answer without and with the guard. */
          before: z.string(),
          after: z.string(),
          holds: z.boolean(),
        }),
      ),
    }),
  ),
  inPlace: z.array(z.strictObject({ id: guardId, title: z.string() })),
  /** Principals that the boundary is for. `has-another`: by hand, not counted in `paths`. */
  boundary: z.array(
    z.strictObject({
      arn: z.string(),
      how: z.enum(["put", "permission-set", "has-another"]),
      effects: z.array(z.string()),
    }),
  ),
  /** Policy types to enable first, and the target whose console authorization is to be enabled. */
  enable: z.strictObject({ policyTypes: z.array(z.string()), signin: z.string().nullable() }),
  /** Session paths, recomputed from the snapshot with the documents attached. */
  paths: z.strictObject({
    before: count,
    after: count,
    possibleBefore: count,
    possibleAfter: count,
    accounts: z.array(
      z.strictObject({
        account: z.string(),
        name: z.string().nullable(),
        before: count,
        after: count,
        possibleBefore: count,
        possibleAfter: count,
        /** Steps of the cheapest certain path that is left; empty when none is. */
        left: z.array(z.string()),
      }),
    ),
  }),
  /** What must go on working: counts before and after, which are equal or nothing is written. */
  keeps: z.array(z.strictObject({ says: z.string(), before: count, after: count })),
  /** Accounts whose paths could not be computed, or not wholly. */
  notComputed: z.array(z.strictObject({ account: z.string(), why: z.string() })),
  notes: z.array(z.string()),
});

/** See `fixProofSchema`. */
export type FixProof = z.infer<typeof fixProofSchema>;
