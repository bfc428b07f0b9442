import { errorRows } from "../../../domain/core/error-row.ts";

/** Why a command of central root access does not run a plan. */
export const rootAccessCliErrors = errorRows({
  ROOT_ACCESS_OTHER_TASK: {
    http: 422,
    exit: 2,
    title: "The plan is for another command",
    hint: "Nothing was done. Apply it with the `rootward root-access` command of its own task.",
  },
  ROOT_ACCESS_OTHER_REQUEST: {
    http: 409,
    exit: 2,
    title: "The request is not for this plan",
    hint: "Nothing was asked for. Account and task policy of the two must be the same: `rootward bg request --plan` takes them from the plan.",
  },
  ROOT_ACCESS_NOT_SEEN: {
    http: 409,
    exit: 3,
    title: "What root of the account has could not be seen",
    hint: "No plan was saved. Look with `rootward root-access audit`; without --assume-root and --audit the plan deletes whatever is there when it runs.",
  },
  ROOT_ACCESS_RESULT_FOREIGN: {
    http: 409,
    exit: 2,
    title: "The file of results is not this plan's, or was changed",
    hint: "Nothing was done. Keep the file, it may hold the only copy of an old policy, and name another with --result.",
  },
});
