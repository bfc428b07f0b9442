import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong with the operating system's users that gate and broker run as. */
export const separationErrors = errorRows({
  SEPARATION_USER_NOT_MADE: {
    http: 500,
    exit: 2,
    title: "A user could not be made",
    hint: "Make it by hand: `useradd --system --user-group --no-create-home --shell /usr/sbin/nologin NAME`, then run this again.",
  },
});
