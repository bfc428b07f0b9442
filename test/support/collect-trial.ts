import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { collect } from "../../src/app/scan/collect.ts";
import type { CollectAsk, CollectDeps, CollectOutcome } from "../../src/app/scan/collect/collect-ask.ts";
import type { FaultInput } from "../../src/demo/limits/faults.ts";
import { faultSchema } from "../../src/demo/limits/faults.ts";
import type { OrganizationFile } from "../../src/demo/organization-file.ts";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../../src/demo/start-pretend-aws.ts";
import { trialIds, trialOrganization } from "../../src/demo/trial-organization.ts";
import { type Caller, callNames, callSpec } from "../../src/domain/snapshot/calls/call-table.ts";
import { readerStatement } from "../../src/domain/snapshot/calls/reader-statement.ts";
import type { Snapshot } from "../../src/domain/snapshot/snapshot.ts";
import { openAws, type Aws } from "../../src/world/aws/open-aws.ts";
import type { Timing } from "../../src/world/aws/pace/timing.ts";
import type { AwsOptions } from "../../src/world/aws/session/aws-options.ts";
import { openSnapshotStore, type StoreOptions } from "../../src/world/files/open-snapshot-store.ts";
import { readSnapshot } from "../../src/world/files/read-snapshot.ts";

const speed = 40;

/** A clock that runs forty times as fast as the real one, so that pacing and polling cost a test little. */
export function quickTiming(): Timing {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    random: Math.random,
    sleep: async (millis, signal) => {
      await wait(millis / speed, undefined, signal === undefined ? {} : { signal });
    },
  };
}

/** What a collection asks for unless a test says otherwise. */
export const plainAsk: CollectAsk = {
  mode: null,
  scope: { accounts: null, units: null, excluded: [] },
  assumeRoot: false,
  credentialReport: false,
  mail: false,
  memberRole: "RootwardReader",
  concurrency: 16,
  ageLimitSeconds: 86_400,
};

/** How one collection of a trial differs from the plain one. */
export interface TrialRun {
  readonly as: string;
  readonly ask?: Partial<CollectAsk>;
  readonly deps?: Partial<CollectDeps>;
  readonly aws?: Partial<AwsOptions>;
  readonly store?: Partial<StoreOptions>;
  /** Seconds that the caller's credentials live. */
  readonly seconds?: number;
}

/** A pretend AWS with a directory to collect into. */
export interface Trial {
  readonly server: PretendAws;
  readonly directory: string;
  readonly setFaults: (...faults: readonly FaultInput[]) => void;
  readonly useCredentials: (arn: string, seconds?: number) => void;
  readonly open: (options?: Partial<AwsOptions>) => Promise<Aws>;
  readonly run: (run: TrialRun) => Promise<CollectOutcome>;
  /** Lets seconds of the trial's clock pass. */
  readonly pass: (seconds: number) => Promise<void>;
  readonly snapshot: () => Promise<Snapshot>;
  readonly close: () => Promise<void>;
}

/** Starts a trial. The environment of the test process is set so that the SDK's default chain finds the credentials. */
export async function startTrial(
  organization: OrganizationFile,
  options: Partial<PretendAwsOptions> = {},
): Promise<Trial> {
  const server = await startPretendAws({ organization, seed: "collect", ...options });
  const base = mkdtempSync(join(tmpdir(), "rootward-collect-"));
  const directory = join(base, "snapshot");
  const useCredentials = (arn: string, seconds?: number) => {
    const keys = server.credentialsFor(arn, seconds);
    process.env["AWS_ACCESS_KEY_ID"] = keys.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = keys.secretAccessKey;
    process.env["AWS_SESSION_TOKEN"] = keys.sessionToken ?? "";
  };
  isolateEnvironment();
  // One clock for all runs of a trial: a second run must not lie before the first.
  const timing = quickTiming();
  const open = (more: Partial<AwsOptions> = {}) => openAws({ endpointUrl: server.url, timing, ...more });
  const run = async (one: TrialRun): Promise<CollectOutcome> => {
    useCredentials(one.as, one.seconds);
    const signal = one.deps?.signal;
    const aws = await open({ ...one.aws, ...(signal === undefined ? {} : { signal }) });
    try {
      const store = await openSnapshotStore(directory, { resume: false, ...one.store });
      const { now, sleep } = aws.session.runtime.options.timing;
      return await collect({ aws, store, now, sleep, ...one.deps })({ ...plainAsk, ...one.ask });
    } finally {
      aws.close();
    }
  };
  return {
    server,
    directory,
    setFaults: (...faults) => server.state.faults.set(faults.map((fault) => faultSchema.parse(fault))),
    useCredentials,
    open,
    run,
    pass: (seconds) => timing.sleep(seconds * 1000),
    snapshot: () => readSnapshot(directory),
    close: async () => {
      rmSync(base, { recursive: true, force: true });
      await server.close();
    },
  };
}

/** No profile, no file and no metadata service of the machine may answer in place of the test. */
export function isolateEnvironment(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  process.env["AWS_CONFIG_FILE"] = "/dev/null";
  process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
  process.env["AWS_EC2_METADATA_DISABLED"] = "true";
}

/**
 * The trial organization with least-privilege readers: `role/reader` in members and `user/central` in management hold
 * exactly the statements that the call table gives them.
 */
export function readerOrganization(
  change: (file: OrganizationFile) => OrganizationFile = (file) => file,
): OrganizationFile {
  return trialOrganization((file) => {
    type Entry = [string, OrganizationFile["accounts"][string]];
    const accounts = Object.entries(file.accounts).map(([id, account]): Entry => {
      const principals = account.principals.map((each) =>
        each.arn === "role/reader" ? { ...each, policies: [], inline: { reader: policyOf("member") } } : each,
      );
      if (id !== trialIds.management) return [id, { ...account, principals }];
      const inline = { central: policyOf("central", "own") };
      const callers = account.principals
        .filter((each) => each.arn === "user/admin")
        .map((each) => ({ ...each, arn: "user/central", policies: [], inline }));
      return [id, { ...account, principals: [...principals, ...callers] }];
    });
    return change({ ...file, accounts: Object.fromEntries(accounts) });
  });
}

function policyOf(...by: readonly Caller[]): { Version: string; Statement: unknown[] } {
  const names = callNames.filter((name) => callSpec(name).by.some((each) => by.includes(each)));
  return { Version: "2012-10-17", Statement: names.map((name) => readerStatement(name, "aws", "reader")) };
}
