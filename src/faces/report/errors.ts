import { errorRows } from "../../domain/core/error-row.ts";

/** Error rows of the reports. */
export const reportErrors = errorRows({
  REPORT_NO_PATHS: {
    http: 400,
    exit: 2,
    title: "There are no paths in this run to draw",
    hint: "A file of findings alone holds none. Run `rootward paths --from DIR -f mermaid` on the snapshot, or render a file that `-f run=FILE` wrote.",
  },
});
