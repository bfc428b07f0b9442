import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong with the files of a deployment that is being set up. */
export const deploymentErrors = errorRows({
  DEPLOYMENT_EXISTS: {
    http: 409,
    exit: 2,
    title: "The directory for the deployment is in use",
    hint: "Name a new or empty directory. Keys that exist are never overwritten: what they seal would be lost.",
  },
  DEPLOYMENT_UNWRITABLE: {
    http: 500,
    exit: 2,
    title: "A file of the deployment cannot be read or written",
    hint: "Check the path, who owns it and the free space; nothing was left half-written.",
  },
  DEPLOYMENT_SHUT: {
    http: 409,
    exit: 2,
    title: "The users of gate and broker could not reach the directory",
    hint: "Choose a place that every user may pass through, such as /srv/rootward: each directory above it needs mode 755 or 711.",
  },
});
