import { errorRows } from "../../domain/core/error-row.ts";

/** Why a process cannot listen for lines. */
export const linesErrors = errorRows({
  LINES_ADDRESS_TAKEN: {
    http: 500,
    exit: 2,
    title: "The process cannot listen where its configuration says",
    hint: "Check that the directory of the socket belongs to the process's own user and that no other program has the door's port.",
  },
});
