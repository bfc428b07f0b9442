import { z } from "zod";

const person = z.string().min(1);
const people = z.array(person);
const day = z.iso.date();
const account = z.string().regex(/^[0-9]{12}$/, "twelve digits, in quotes");

/** What people declare and AWS cannot tell: `rootward-inventory.yaml`. Unknown keys are errors. */
export const inventorySchema = z.strictObject({
  /** By address. `readers`: everyone who can read it; `mfa`: opening it needs MFA; `dedicated`: it serves root alone. */
  mailboxes: z
    .record(
      z.string(),
      z.strictObject({
        readers: people.optional(),
        mfa: z.boolean().optional(),
        dedicated: z.boolean().optional(),
        attested: day.optional(),
      }),
    )
    .default({}),
  /** By number: who holds the handset, SIM or extension. */
  phones: z.record(z.string(), z.strictObject({ holders: people.optional(), attested: day.optional() })).default({}),
  /** By the name in the OIDC `sub`, e.g. `acme/infra`: who may push. */
  repositories: z
    .record(z.string(), z.strictObject({ pushers: people.optional(), attested: day.optional() }))
    .default({}),
  /** By ARN: the people behind a principal. */
  principals: z.record(z.string(), people).default({}),
  /** By account: where each root MFA device lies. */
  devices: z
    .record(account, z.array(z.strictObject({ kind: z.string(), place: z.string(), attested: day.optional() })))
    .default({}),
  /** By account: the vault that holds the password and the one that holds the seed; the same name is one leaf. */
  vaults: z
    .record(
      account,
      z.strictObject({
        password: z.string().optional(),
        totp: z.string().optional(),
        custodians: people.optional(),
        attested: day.optional(),
      }),
    )
    .default({}),
  /** By account: state of the security questions with AWS Support. */
  securityQuestions: z
    .record(account, z.strictObject({ state: z.enum(["none", "random", "real"]), attested: day.optional() }))
    .default({}),
  declared: z
    .strictObject({
      /** ARN patterns with `*` and `?`. */
      contactWriters: z.array(z.string()).optional(),
      emailWriters: z.array(z.string()).optional(),
      rootAdmins: z.array(z.string()).optional(),
      /** Accounts outside the organization that roles may trust, each with the reason: suppliers, auditors. */
      trustedAccounts: z.record(account, z.string()).optional(),
      /** By service principal: accounts that may be its delegated administrators. */
      delegates: z.record(z.string(), z.array(account)).optional(),
      /** By account or `*`: expected fields of the primary contact. */
      contact: z.record(z.string(), z.record(z.string(), z.string())).optional(),
      /** Whether the RootSessions feature is wanted. */
      rootSessions: z.boolean().optional(),
      /** Ids of the organization policies that are guards. */
      guards: z.array(z.string()).optional(),
      /** Accounts of ours outside the organization, each with the reason. */
      standalone: z.strictObject({ accounts: z.record(account, z.string()), attested: day.optional() }).optional(),
      attested: day.optional(),
    })
    .default({}),
});

/** See `inventorySchema`. */
export type Inventory = z.infer<typeof inventorySchema>;

/** The inventory of somebody who declared nothing. */
export const emptyInventory: Inventory = inventorySchema.parse({});
