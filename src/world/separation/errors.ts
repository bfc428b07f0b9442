import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong with the operating system's users that gate and broker run as. */
export const separationErrors = errorRows({
  SEPARATION_USER_NOT_MADE: {
    http: 500,
    exit: 2,
    title: "A user could not be made",
    hint: "Make it by hand: `useradd --system --user-group --no-create-home --shell /usr/sbin/nologin NAME`, then run this again.",
  },
  SEPARATION_NOT_GIVEN: {
    http: 500,
    exit: 2,
    title: "A file could not be given to its user",
    hint: "Only root gives files away, and some file systems have no owners. Choose a local directory and run this as root.",
  },
});
