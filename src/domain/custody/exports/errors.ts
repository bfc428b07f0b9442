import { errorRows } from "../../core/error-row.ts";

/** Why an export is not written. */
export const exportErrors = errorRows({
  CUSTODY_EXPORT_TOGETHER: {
    http: 409,
    exit: 2,
    title: "Both exports would lie together",
    hint: "Write the second one to another device and directory: who finds one must not find the other beside it.",
  },
  CUSTODY_EXPORT_PLACE_UNKNOWN: {
    http: 409,
    exit: 2,
    title: "It cannot be told on which device the export would lie",
    hint: "Write to a local directory or a removable disk. A network share may hide that both exports lie together.",
  },
  CUSTODY_EXPORT_ONE_KEY: {
    http: 409,
    exit: 2,
    title: "Both exports would have one key",
    hint: "Let the key be generated for each run; never pass one on from the first.",
  },
  CUSTODY_EXPORT_UNFIT: {
    http: 422,
    exit: 2,
    title: "An item cannot be exported as it is",
    hint: "The detail names the account and what is wrong with its item. Retire or repair it, then export again.",
  },
});
