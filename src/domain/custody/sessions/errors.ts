import { errorRows } from "../../core/error-row.ts";

/** Why a courier opens no session. */
export const sessionErrors = errorRows({
  SESSION_NOT_ASKED: {
    http: 403,
    exit: 2,
    title: "The receipt, the ask and the document do not belong together",
    hint: "Nothing was opened. Ask again; if it comes back, compare the versions of gate, broker and courier.",
  },
  SESSION_PLAN_OTHER: {
    http: 409,
    exit: 2,
    title: "The plan is not the one that was approved",
    hint: "Use the plan file whose hash the approved document names. A changed plan needs approvals of its own.",
  },
  SESSION_NOT_HERE: {
    http: 403,
    exit: 2,
    title: "This courier serves another organization or partition",
    hint: "Check `management` in courier.json: sessions are opened in that account's organization alone.",
  },
  SESSION_NO_TARGET: {
    http: 403,
    exit: 2,
    title: "AWS lets nobody assume root of this account",
    hint: "Only members of the organization can be reached. The management account needs its own password and code: rootward bg request.",
  },
});
