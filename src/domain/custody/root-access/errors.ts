import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with a plan of central root access, and what AWS would refuse in any case. */
export const rootAccessErrors = errorRows({
  ROOT_ACCESS_PLAN_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The file is no plan of central root access that this version can run",
    hint: "Nothing was done. Make the plan again with the `rootward root-access` command of its task, and do not edit the file.",
  },
  ROOT_ACCESS_PLAN_STALE: {
    http: 409,
    exit: 1,
    title: "The account is no longer as the plan found it",
    hint: "Nothing was written. Look at what is new there, run `rootward root-access audit` again and make a new plan.",
  },
  ROOT_ACCESS_NOT_A_MEMBER: {
    http: 422,
    exit: 2,
    title: "Central root access reaches members of an organization only",
    hint: "The root user of a management or stand-alone account is used by hand: `rootward bg request` asks for its password or a code.",
  },
  ROOT_ACCESS_FEATURE_OFF: {
    http: 409,
    exit: 1,
    title: "The organization feature that this task needs is off",
    hint: "Switch it on with `rootward root-access enable`; that deletes and restores nothing.",
  },
  ROOT_ACCESS_ACCOUNT_NOT_ACTIVE: {
    http: 409,
    exit: 1,
    title: "The account is not active, so AWS opens no root session in it",
    hint: "A suspended or closed account must be reinstated by AWS Support before its root can be reached centrally.",
  },
  ROOT_ACCESS_OTHER_SESSION: {
    http: 409,
    exit: 2,
    title: "The session is of another account than the plan",
    hint: "Nothing was called. Apply the plan with the request that was made for it: `rootward bg request --plan` names both.",
  },
  ROOT_ACCESS_NOT_MANAGEMENT: {
    http: 422,
    exit: 2,
    title: "The plan names another account than the organization's management account",
    hint: "Only the management account switches central root access. Make the plan again with credentials of that account.",
  },
});
