import { errorRows } from "../../domain/core/error-row.ts";

/** What a courier refuses beside what `SESSION_*` and `CUSTODY_*` say. */
export const courierErrors = errorRows({
  COURIER_LINE_FOREIGN: {
    http: 400,
    exit: 2,
    title: "The courier got a line that it does not know",
    hint: "Check that gate and courier have the same version.",
  },
  COURIER_AWS_REFUSED: {
    http: 502,
    exit: 2,
    title: "AWS refused to open the session",
    hint: "Nothing was changed. Try the roles with `rootward courier --check`, then ask again while the grant is open.",
  },
  COURIER_INTERNAL: {
    http: 500,
    exit: 3,
    title: "The courier failed in a way that nobody foresaw",
    hint: "Look at the courier's own output, then ask again while the grant is open.",
  },
});
