import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong with a place outside the host that keeps a log's checkpoints. */
export const anchorErrors = errorRows({
  ANCHOR_UNREACHABLE: {
    http: 503,
    exit: 3,
    title: "A witness or anchor did not answer",
    hint: "Check its address and that it runs. Releases go on and are marked unwitnessed.",
  },
  ANCHOR_ADDRESS_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The address of a witness or anchor cannot be used",
    hint: "A witness has an http or https address without user name, query and fragment; a git remote does not start with a dash.",
  },
  ANCHOR_GIT_FAILED: {
    http: 502,
    exit: 3,
    title: "The git anchor could not be written or read",
    hint: "Run the named git command by hand as the same user: the remote must take a push of the branch `checkpoints` without a question.",
  },
  ANCHOR_GIT_MISSING: {
    http: 500,
    exit: 3,
    title: "There is no git here",
    hint: "Install git, or take the git anchor out of the configuration and use a witness.",
  },
});
