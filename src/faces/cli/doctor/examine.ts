import { type Examined, examineReach } from "../../../app/doctor/examine-reach.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { openAws } from "../../../world/aws/open-aws.ts";
import type { Invocation } from "../command.ts";
import { awsOptionsOf } from "../scan/aws-options-of.ts";

/** Tries Node, credentials, clock and reach, as the settings say. */
export async function examine({ io, settings }: Invocation): Promise<readonly Examined[]> {
  const results: Examined[] = [{ name: "Node", state: "ok", says: process.version, next: null }];
  const aws = await openAws(awsOptionsOf({ io, settings })).catch((error: unknown) => {
    if (!(error instanceof CodedError)) throw error;
    results.push({ name: "credentials", state: "fail", says: error.message, next: error.hint, isFatal: true });
    return null;
  });
  if (aws === null) return results;
  try {
    results.push({ name: "credentials", state: "ok", says: `${aws.caller.arn} (region ${aws.region})`, next: null });
    const reach = await examineReach({
      session: aws.session,
      memberRole: settings.text("orgRoleName") ?? "RootwardReader",
      sessionName: settings.text("roleSessionName") ?? "rootward",
      externalId: settings.text("externalId") ?? undefined,
    });
    return [...results, ...reach];
  } finally {
    aws.close();
  }
}
