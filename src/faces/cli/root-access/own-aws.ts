import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Aws } from "../../../world/aws/open-aws.ts";
import type { Invocation } from "../command.ts";
import { awsOptionsOf } from "../scan/aws-options-of.ts";

/** Does one piece of work with the person's own credentials. Throws the `AWS_*` rows when AWS cannot be asked at all. */
export async function withOwnAws<T>(
  invocation: Pick<Invocation, "io" | "settings">,
  work: (aws: Aws) => Promise<T>,
): Promise<T> {
  const { openAws } = await import("../../../world/aws/open-aws.ts");
  const aws = await openAws(awsOptionsOf(invocation));
  try {
    return await work(aws);
  } finally {
    aws.close();
  }
}

/** The same where the person may have no credentials: then `null`, and why. Ctrl-C ends it all the same. */
export async function tryOwnAws(
  invocation: Pick<Invocation, "io" | "settings">,
): Promise<{ readonly aws: Aws; readonly why: null } | { readonly aws: null; readonly why: string }> {
  const { openAws } = await import("../../../world/aws/open-aws.ts");
  try {
    return { aws: await openAws(awsOptionsOf(invocation)), why: null };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { aws: null, why: error.message };
  }
}
