import type { LookAtRoot } from "../../../app/custody/client/vault/look-at-root.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { unseen } from "../../../domain/core/fact.ts";
import type { Aws } from "../../../world/aws/open-aws.ts";
import type { Invocation } from "../command.ts";

/** A look at the root user's devices of one account, and how its connections are closed. */
export interface OpenLook {
  readonly look: LookAtRoot;
  readonly close: () => void;
}

/**
 * Looks with the AWS settings of the command line. Credentials are found at the first look, and again at the next one when
 * AWS did not answer; that they are missing is an answer like others, as the enrolment must not depend on them.
 */
export function openLook({ io, settings }: Pick<Invocation, "io" | "settings">, account: string): OpenLook {
  let aws: Aws | null = null;
  let inside: LookAtRoot | null = null;
  const open = async (): Promise<LookAtRoot> => {
    const [{ openAws }, { awsOptionsOf }, { lookAtRoot }] = await Promise.all([
      import("../../../world/aws/open-aws.ts"),
      import("../scan/aws-options-of.ts"),
      import("../../../app/custody/client/vault/look-at-root.ts"),
    ]);
    aws = await openAws(awsOptionsOf({ io, settings }));
    return lookAtRoot(aws.session, account, {
      memberRole: settings.text("orgRoleName") ?? "RootwardReader",
      externalId: settings.text("externalId") ?? undefined,
    });
  };
  return {
    look: async () => {
      try {
        inside ??= await open();
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        const isPassing = error.row.code === "AWS_UNREACHABLE";
        return unseen(isPassing ? "unreachable" : "credentials-expired", "AWS credentials", error.message);
      }
      return inside();
    },
    close: () => aws?.close(),
  };
}
