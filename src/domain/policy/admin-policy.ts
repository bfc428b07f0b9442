import type { ProvePolicy } from "../iam/prove/subject.ts";

/** A statement that allows everything on everything, to put beside a document. */
export const adminPolicy: ProvePolicy = {
  name: "a statement that allows everything",
  policy: {
    version: "2012-10-17",
    statements: [
      {
        index: 0,
        sid: null,
        effect: "Allow",
        actions: { negated: false, patterns: ["*"] },
        resources: { negated: false, patterns: ["*"] },
        principals: null,
        conditions: [],
      },
    ],
  },
};
