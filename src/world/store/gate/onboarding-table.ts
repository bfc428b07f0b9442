import { z } from "zod";
import { type AccountId, accountId } from "../../../domain/core/account-id.ts";
import { type OnboardingRow, rowSteps } from "../../../domain/custody/imports/rows/onboarding-row.ts";
import { readJson } from "../sqlite/read-json.ts";
import type { StoreDatabase } from "../sqlite/store-database.ts";
import type { GateStore } from "./gate-store.ts";

const leaseField = z.strictObject({ person: z.string(), until: z.int() }).nullable();
const peopleField = z.array(z.string());
const accountIdField = z.string().transform((text, context): AccountId => {
  const account = accountId(text);
  if (account !== null) return account;
  context.addIssue({ code: "custom", message: "12 digits" });
  return z.NEVER;
});

const onboardingField: z.ZodType<OnboardingRow> = z.strictObject({
  account: accountIdField,
  state: z.enum([...rowSteps, "skipped", "failed", "existing_mfa"]),
  resume: z.enum([...rowSteps, "existing_mfa"]).nullable(),
  failure: z.string().nullable(),
  isPasswordStored: z.boolean(),
  pairs: z.int(),
  handled: z.strictObject({ P: peopleField, S: peopleField }),
  leases: z.strictObject({ P: leaseField, S: leaseField }),
});

/** Accounts on their way into custody. */
export function onboardingTable(db: StoreDatabase): GateStore["onboarding"] {
  return {
    get: (account) => {
      const row = db.first("SELECT progress FROM onboarding WHERE account = ?", account);
      return row === null ? null : readJson(db, row, "progress", onboardingField);
    },
    all: () =>
      db
        .all("SELECT progress FROM onboarding ORDER BY account")
        .map((row) => readJson(db, row, "progress", onboardingField)),
    put: (row) => {
      db.run(
        `INSERT INTO onboarding(account, progress) VALUES(?, ?)
         ON CONFLICT(account) DO UPDATE SET progress = excluded.progress`,
        row.account,
        JSON.stringify(row),
      );
    },
  };
}
