import { errorRows } from "../../../domain/core/error-row.ts";

/** Reasons why a collection cannot start. */
export const collectErrors = errorRows({
  COLLECT_MODE_IMPOSSIBLE: {
    http: 422,
    exit: 2,
    title: "The scan mode cannot be used here",
    hint: "Leave --mode out, or run with credentials of the organization's management account.",
  },
  COLLECT_OTHER_CALLER: {
    http: 409,
    exit: 2,
    title: "The snapshot was begun with credentials of another account",
    hint: "Resume with credentials of the same account, or name a new directory.",
  },
  COLLECT_ACCOUNT_UNKNOWN: {
    http: 422,
    exit: 2,
    title: "An account that was asked for is not in the organization",
    hint: "Check the ids given with --accounts; nothing else was asked of AWS for them.",
  },
  COLLECT_SCOPE_EMPTY: {
    http: 422,
    exit: 2,
    title: "No account of the organization matches what was asked for",
    hint: "Check the ids given with --accounts, --ou and --exclude-accounts.",
  },
});
