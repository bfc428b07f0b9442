import { type Fact, seen, type Unseen } from "../../core/fact.ts";
import type { RootReport } from "../../snapshot/account-facts.ts";

/** The cells of the root row that a case sets; the rest says that root has nothing. */
export interface ReportSpec {
  readonly mfaActive?: boolean;
  readonly passwordEnabled?: boolean;
  /** Null: `N/A`. */
  readonly passwordLastUsed?: string | null | Unseen;
  readonly passwordLastChanged?: string | null | Unseen;
  readonly keys?: readonly {
    readonly active: boolean;
    readonly rotated: string | null;
    readonly used: string | null;
  }[];
}

const at = "2026-11-20T23:30:00Z";

/** The root row of a credential report that AWS generated three and a half hours before the case. */
export function staleReport(spec: ReportSpec): RootReport {
  return {
    generatedAt: at,
    passwordEnabled: cell(spec.passwordEnabled ?? false),
    passwordLastUsed: cell(spec.passwordLastUsed ?? null),
    passwordLastChanged: cell(spec.passwordLastChanged ?? null),
    mfaActive: cell(spec.mfaActive ?? false),
    keys: (spec.keys ?? []).map((key) => ({
      active: cell(key.active),
      lastRotated: cell(key.rotated),
      lastUsed: cell(key.used),
    })),
    certificates: [],
  };
}

function cell<T>(value: T | Unseen): Fact<T> {
  return isUnseen(value) ? value : seen(value, "iam:GetCredentialReport", at);
}

function isUnseen(value: unknown): value is Unseen {
  return typeof value === "object" && value !== null && "status" in value;
}
