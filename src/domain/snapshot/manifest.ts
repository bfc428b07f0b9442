import { z } from "zod";

/** What a run read: see `docs/formats/snapshot.md`. */
export const scanModes = ["account", "org", "org+roles", "org+audit", "org+roles+audit"] as const;

/** The mode a snapshot was read in. */
export type ScanMode = (typeof scanModes)[number];

/** `manifest.json`: written first with `complete: false`, and once more at the end. */
export const manifestSchema = z.strictObject({
  schema: z.literal("rootward.snapshot/v1"),
  mode: z.enum(scanModes),
  partition: z.string(),
  /** The account whose credentials ran the scan. */
  caller: z.strictObject({ account: z.string(), arn: z.string() }),
  startedAt: z.string(),
  /** Null when the run was interrupted. */
  finishedAt: z.string().nullable(),
  /** Finished, and no fact carries one of the five counted reasons. */
  complete: z.boolean(),
  /** Accounts asked for; null while the account list is not read. */
  accounts: z.int().nonnegative().nullable(),
  /** Optional parts that were asked for. */
  asked: z.strictObject({ assumeRoot: z.boolean(), mail: z.boolean(), credentialReport: z.boolean() }),
  /** Name of the role assumed in members; null when none was. */
  memberRole: z.string().nullable(),
  /** What was asked to be read, where it was less than everything. Absent: all accounts. */
  scope: z
    .strictObject({
      accounts: z.array(z.string()).nullable(),
      units: z.array(z.string()).nullable(),
      excluded: z.array(z.string()),
    })
    .optional(),
  /** Why a run ended early; absent when it finished or was killed. */
  stopped: z.enum(["interrupted", "credentials-expired", "failed"]).optional(),
});

/** See `manifestSchema`. */
export type Manifest = z.infer<typeof manifestSchema>;
