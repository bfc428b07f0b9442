import type { CanClass } from "../../../app/policy/can/can-principal.ts";
import type { Invocation } from "../command.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { textStyleOf } from "../output/text-style-of.ts";
import { writeTargets } from "../output/write-targets.ts";
import { withSnapshot } from "../scan/open-snapshot.ts";
import { usageError } from "../usage-error.ts";

/** Whom and what is asked. */
export interface CanFlags {
  readonly principal: string;
  readonly mfa: "absent" | "false" | "true" | null;
  readonly action: string | null;
}

/** Answers `policy can` from a snapshot. Returns the exit code. */
export async function canOnce(
  invocation: Invocation,
  targets: readonly FormatTarget<"text" | "json">[],
  flags: CanFlags,
): Promise<number> {
  const { io, settings } = invocation;
  const classes = await withSnapshot(invocation, async (snapshot): Promise<readonly CanClass[]> => {
    const account = /^arn:[^:]+:(?:iam|sts)::([0-9]{12}):/.exec(flags.principal)?.[1];
    if (account === undefined) throw usageError(`--principal takes the ARN of a user or role, not ${flags.principal}`);
    const { snapshotPrincipals } = await import("../../../app/policy/snapshot-principals.ts");
    for await (const found of snapshotPrincipals(snapshot, account)) {
      if (found.status === "unknown") throw usageError(`the principals of ${account} are not known: ${found.why}`);
      const who = found.principals.find(({ principal }) => principal.arn === flags.principal);
      if (who === undefined) break;
      const [{ prover }, { canPrincipal }] = await Promise.all([
        import("../../../domain/iam/prove/prover.ts"),
        import("../../../app/policy/can/can-principal.ts"),
      ]);
      return canPrincipal(prover(), who, { mfa: flags.mfa, action: flags.action, instant: io.now() });
    }
    throw usageError(`the snapshot holds no user or role ${flags.principal}`);
  });
  const { writeCanText } = await import("../../report/policy/can-text.ts");
  writeTargets(targets, io, settings.is("quiet"), (format, write, toFile) => {
    if (format === "json") write(`${JSON.stringify({ classes }, null, 2)}\n`);
    else writeCanText(flags.principal, classes, write, textStyleOf(io, settings, toFile));
  });
  return classes.some(({ verdict }) => verdict === "may") ? 3 : 0;
}
