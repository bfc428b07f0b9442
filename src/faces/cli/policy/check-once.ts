import type { CheckSourceOptions } from "../../../app/policy/check/check-source.ts";
import { checkExit, type PolicyCheck } from "../../../app/policy/check/policy-check.ts";
import type { Invocation } from "../command.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { textStyleOf } from "../output/text-style-of.ts";
import { writeTargets } from "../output/write-targets.ts";
import { progressLine } from "../progress-line.ts";
import { readText } from "../read-text.ts";
import { principalOption } from "./principal-option.ts";
import { withSnapshot } from "../scan/open-snapshot.ts";
import { usageError } from "../usage-error.ts";
import { version } from "../version.ts";

/** What `policy check` was told beside its files. */
export type CheckFlags = Pick<CheckSourceOptions, "as" | "devices">;

/** Judges the files, or the snapshot of `--from`, and writes the answer in each format. Returns the exit code. */
export async function checkOnce(
  invocation: Invocation,
  targets: readonly FormatTarget<"text" | "json" | "sarif">[],
  flags: CheckFlags,
): Promise<number> {
  const { io, settings } = invocation;
  const check = await checked(invocation, flags);
  const who = invocation.options["principal"];
  if (typeof who === "string" && isAboutNobody(check, who))
    throw usageError(`nothing was judged: there is no user or role ${who}`);
  const code = checkExit(check);
  const [{ writePolicyCheckText }, { writePolicyCheckSarif }] = await Promise.all([
    import("../../report/policy/policy-check-text.ts"),
    import("../../report/policy/policy-check-sarif.ts"),
  ]);
  writeTargets(targets, io, settings.is("quiet"), (format, write, toFile) => {
    if (format === "json") write(`${JSON.stringify(check, null, 2)}\n`);
    else if (format === "sarif") writePolicyCheckSarif(check, write, { version: version(), exitCode: code });
    else writePolicyCheckText(check, write, textStyleOf(io, settings, toFile));
  });
  return code;
}

/** Nothing was judged or failed to be read, and the account of the principal is not among those that are not known. */
function isAboutNobody({ documents, unread, notJudged }: PolicyCheck, principal: string): boolean {
  const isItsAccount = notJudged.some(({ account }) => account === principal.split(":")[4]);
  return documents.length === 0 && unread.length === 0 && !isItsAccount;
}

async function checked(invocation: Invocation, flags: CheckFlags): Promise<PolicyCheck> {
  const { io, args, options, settings } = invocation;
  const { from, account } = options;
  const principal = principalOption(options["principal"]);
  const { prover } = await import("../../../domain/iam/prove/prover.ts");
  const engine = prover();
  if (typeof from === "string") {
    if (args.length > 0) throw usageError("policy check reads files or --from DIR, not both");
    if (flags.as !== undefined || options["besideAdmin"] === true || flags.devices !== "unknown") {
      throw usageError("--as, --beside-admin and --devices are about a file; a snapshot says it itself");
    }
    const { checkSnapshot } = await import("../../../app/policy/check/check-snapshot.ts");
    const progress = progressLine(io, settings);
    try {
      return await withSnapshot(invocation, async (snapshot) => {
        const one = typeof account === "string" ? account : null;
        if (one !== null && !snapshot.accounts.some(({ id }) => id === one)) {
          throw usageError(`the snapshot holds no account ${one}`);
        }
        const total = one === null ? snapshot.accounts.length : 1;
        return await checkSnapshot(engine, snapshot, {
          account: one,
          principal: principal ?? null,
          instant: Date.parse(snapshot.manifest.startedAt),
          onAccount: (id, number) => progress.show(`judging ${id}, account ${number} of ${total}`),
        });
      });
    } finally {
      progress.end();
    }
  }
  if (account !== undefined) throw usageError("--account goes with --from DIR");
  if (args.length === 0) throw usageError("policy check needs a FILE, - or --from DIR");
  if (new Set(args).size < args.length) throw usageError("a file is named twice");
  const { checkSource } = await import("../../../app/policy/check/check-source.ts");
  const parts: PolicyCheck[] = [];
  for (const file of args) {
    const text = await readText(io, file);
    const given = {
      ...flags,
      isBesideAdmin: options["besideAdmin"] === true,
      instant: io.now(),
      principal,
    };
    const judge = (): Promise<PolicyCheck> => checkSource(engine, text, file, given);
    parts.push(await (io.endable === undefined ? judge() : io.endable(judge)));
  }
  return {
    documents: parts.flatMap(({ documents }) => documents),
    unread: parts.flatMap(({ unread }) => unread),
    notJudged: [],
  };
}
