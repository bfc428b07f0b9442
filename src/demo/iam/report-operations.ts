import { AwsFailure } from "../aws-failure.ts";
import { result, type Handler } from "../aws-service.ts";
import { credentialReport } from "./credential-report.ts";

/** AWS serves a report for so long before it makes a new one. */
const lifeMillis = 4 * 3_600_000;

/** Starts a report, unless one is under way or younger than four hours. */
const generateCredentialReport: Handler = (call) => {
  call.authorize("iam:GenerateCredentialReport", "*");
  const now = call.state.clock.now();
  const { report } = call.account;
  if (report !== null && now < report.readyAt) return result({ State: "INPROGRESS" });
  if (report !== null && now - report.readyAt < lifeMillis) return result({ State: "COMPLETE" });
  call.account.report = {
    content: credentialReport(call.state.partition, call.account),
    requestedAt: now,
    readyAt: now + call.state.reportDelayMs,
  };
  return result({ State: "STARTED", Description: "No report exists. Starting a new report generation task" });
};

const getCredentialReport: Handler = (call) => {
  call.authorize("iam:GetCredentialReport", "*");
  const now = call.state.clock.now();
  const { report } = call.account;
  if (report === null) {
    throw new AwsFailure("ReportNotPresent", 410, "No report has been generated. Call GenerateCredentialReport first.");
  }
  if (now < report.readyAt) {
    throw new AwsFailure("ReportInProgress", 404, "The credential report is still being generated.");
  }
  if (now - report.readyAt >= lifeMillis) {
    throw new AwsFailure("ReportExpired", 410, "The most recent credential report has expired. Generate a new one.");
  }
  return result({
    Content: Buffer.from(report.content, "utf8").toString("base64"),
    ReportFormat: "text/csv",
    GeneratedTime: new Date(report.readyAt),
  });
};

/** The credential report and its clock. */
export const reportOperations: Readonly<Record<string, Handler>> = {
  GenerateCredentialReport: generateCredentialReport,
  GetCredentialReport: getCredentialReport,
};
