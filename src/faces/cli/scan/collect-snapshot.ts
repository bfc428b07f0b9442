import type { CollectOutcome } from "../../../app/scan/collect/collect-ask.ts";
import type { ScanMode } from "../../../domain/snapshot/manifest.ts";
import { progressLine } from "../progress-line.ts";
import type { Invocation } from "../command.ts";

/** Reads AWS into a snapshot directory, as the settings say, with a progress line and Ctrl-C. */
export async function collectSnapshot(
  { io, settings }: Invocation,
  directory: string,
  resume: boolean,
): Promise<CollectOutcome> {
  const { openAws } = await import("../../../world/aws/open-aws.ts");
  const { awsOptionsOf, pause } = await import("./aws-options-of.ts");
  const { openSnapshotStore } = await import("../../../world/files/open-snapshot-store.ts");
  const { collect } = await import("../../../app/scan/collect.ts");

  const line = progressLine(io, settings);
  // The store first: a directory that cannot be used is said before AWS is asked anything.
  const store = await openSnapshotStore(directory, { resume });
  const aws = await openAws(awsOptionsOf({ io, settings }));
  try {
    return await collect({
      aws,
      store,
      now: io.now,
      sleep: pause,
      signal: io.signal,
      askForAudit: askerOf({ io, settings }),
      onProgress: ({ done, total, throttled, denied, etaSeconds }) => {
        const eta = etaSeconds === null ? "" : `  eta ${Math.round(etaSeconds)}s`;
        line.show(`accounts ${done}/${total ?? "?"}  throttled ${throttled}  denied ${denied}${eta}`);
      },
    })({
      mode: modeOf(settings.text("mode")),
      scope: {
        accounts: orNull(settings.list("accounts")),
        units: orNull(settings.list("ou")),
        excluded: settings.list("excludeAccounts"),
      },
      assumeRoot: settings.is("assumeRoot"),
      credentialReport: settings.is("credentialReport"),
      mail: settings.is("mail"),
      memberRole: settings.text("orgRoleName") ?? "RootwardReader",
      externalId: settings.text("externalId") ?? undefined,
      concurrency: settings.number("concurrency"),
      ageLimitSeconds: 24 * 3600,
    });
  } finally {
    line.end();
    aws.close();
  }
}

// An offer, not a question: without a person it is answered with no. `--yes` does not make AssumeRoot a default.
function askerOf({
  io,
  settings,
}: Pick<Invocation, "io" | "settings">): ((accounts: number) => Promise<boolean>) | undefined {
  if (!io.terminal.in || !io.terminal.err || settings.is("noInput") || io.env["CI"] !== undefined) return undefined;
  return async (accounts) => {
    const answer = await io.ask(
      `\r\u001b[2KThe root credentials of ${accounts} members are not known. An audit session (sts:AssumeRoot, read-only) would\nshow them; ${accounts} accounts and the management account will log it. Read them? [y/N] `,
    );
    return answer !== null && /^y(es)?$/i.test(answer.trim());
  };
}

function orNull(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list;
}

function modeOf(text: string | null): ScanMode | null {
  return text === "account" || text === "org" || text === "org+roles" ? text : null;
}
