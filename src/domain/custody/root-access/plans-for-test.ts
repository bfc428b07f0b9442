import type { PlanOf, RootAccessPlan } from "./root-access-plan.ts";

const member = {
  schema: "rootward.root-access-plan/v1",
  madeAt: 1_795_000_000,
  account: "aws:333333333333",
  name: "payments",
} as const;
const tasks = "arn:aws:iam::aws:policy/root-task/";

/** A plan of each task, as the command of it would save it. */
export const plansForTest: { readonly [T in RootAccessPlan["task"]]: PlanOf<T> } = {
  enable: {
    schema: member.schema,
    madeAt: member.madeAt,
    task: "enable",
    feature: "RootSessions",
    on: true,
    management: "aws:111111111111",
    trustedAccess: false,
  },
  "delete-credentials": {
    ...member,
    task: "delete-credentials",
    taskPolicy: `${tasks}IAMDeleteRootUserCredentials`,
    delete: ["access-keys", "certificates", "mfa", "password"],
    found: {
      password: true,
      accessKeys: ["AKIAROOTROOTROOT0001"],
      certificates: ["CERTROOT1"],
      mfa: ["GAHT00000042", "arn:aws:iam::333333333333:mfa/phone"],
    },
  },
  "allow-recovery": {
    ...member,
    task: "allow-recovery",
    taskPolicy: `${tasks}IAMCreateRootUserPassword`,
    mailbox: "root+pay@corp.example",
  },
  "unlock-bucket": {
    ...member,
    task: "unlock-bucket",
    taskPolicy: `${tasks}S3UnlockBucketPolicy`,
    bucket: "pay-logs",
    region: "eu-central-1",
    policy: null,
  },
  "unlock-queue": {
    ...member,
    task: "unlock-queue",
    taskPolicy: `${tasks}SQSUnlockQueuePolicy`,
    queueUrl: "https://sqs.eu-central-1.amazonaws.com/333333333333/jobs.fifo",
    region: "eu-central-1",
    policy: '{"Version":"2012-10-17","Statement":[]}',
  },
};
