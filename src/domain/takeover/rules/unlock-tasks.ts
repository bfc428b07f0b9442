import { inference, type Rule } from "../rule.ts";
import { pastTargetScp } from "./past-target-scp.ts";

/** R19: the two limited AssumeRoot sessions, goals of their own and never a root session. */
export const unlockTasks: Rule = {
  id: "R19",
  title: "Unlock a bucket or queue policy",
  basis: "documented",
  why: "With central root sessions on, AssumeRoot may replace a bucket or queue policy that denies everyone. It reaches that data and nothing else.",
  infer: (shape) => {
    if (shape.kind !== "member") return [];
    const { unlockBucket, unlockQueue } = shape.centralSessions;
    return [
      ...pastTargetScp(unlockBucket).map((past) =>
        inference("R19", {
          head: "bucket-unlock",
          needs: ["feature-on:sessions", ...past.needs, "holds:org:assume-root:s3"],
          certainty: past.certainty,
        }),
      ),
      ...pastTargetScp(unlockQueue).map((past) =>
        inference("R19", {
          head: "queue-unlock",
          needs: ["feature-on:sessions", ...past.needs, "holds:org:assume-root:sqs"],
          certainty: past.certainty,
        }),
      ),
    ];
  },
};
