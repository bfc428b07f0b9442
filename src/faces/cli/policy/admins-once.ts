import { resolve } from "node:path";
import type { BackDoorAccount } from "../../../app/policy/admins/back-doors.ts";
import { admins, adminsExit, type AdminsAsk } from "../../../app/policy/admins/admins.ts";
import { modelsOfDetails } from "../../../app/policy/admins/models-of-details.ts";
import { modelsOfSnapshot } from "../../../app/policy/admins/models-of-snapshot.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { AccountModel } from "../../../domain/policy/account-model.ts";
import { readSnapshot } from "../../../world/files/read-snapshot.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { adminsText } from "../output/admins-text.ts";
import type { FormatTarget } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { progressLine } from "../progress-line.ts";
import { readText } from "../read-text.ts";

/** Where the principals come from, and which account is asked about. */
export interface AdminsSource {
  readonly from: string | null;
  readonly file: string | null;
  readonly account: string | null;
  /** Milliseconds since 1970. */
  readonly since: number | null;
}

/** Decides and writes who is administrator. Returns the exit code. */
export async function adminsOnce(
  invocation: Invocation,
  targets: readonly FormatTarget<"text" | "json">[],
  source: AdminsSource,
): Promise<number> {
  const { io, settings } = invocation;
  const line = progressLine(io, settings);
  const ask = await read(invocation, source, (text) => line.show(text));
  if (source.account !== null && !knows(ask, source.account)) {
    throw new CodedError(cliErrors.CLI_NAME_UNKNOWN, {
      detail: `account ${source.account} is not there`,
      hint: "Check the id, or leave --account out to see every account.",
    });
  }
  const answer = admins({
    ...ask,
    account: source.account,
    since: source.since === null ? undefined : { instant: source.since, accounts: ask.accounts },
    onPrincipal: (done, total) => line.show(`explored ${done}/${total} principals`),
  });
  line.end();
  writeTargets(targets, io, settings.is("quiet"), (format, write) => {
    write(format === "json" ? `${JSON.stringify(answer, null, 2)}\n` : adminsText(answer));
  });
  return adminsExit(answer);
}

interface Read extends Pick<AdminsAsk, "models" | "unread" | "notModelled"> {
  readonly accounts: readonly BackDoorAccount[];
}

function knows({ models, unread }: Read, account: string): boolean {
  return [...models, ...unread].some((each) => each.account === account);
}

async function read(
  { io }: Invocation,
  { from, file, since }: AdminsSource,
  show: (text: string) => void,
): Promise<Read> {
  if (file !== null) {
    const { models, notModelled } = await modelsOfDetails(await readText(io, file), file, io.now());
    return {
      models: models.map(({ model }) => model),
      accounts: models.map((each) => ({ ...each, facts: undefined })),
      unread: [],
      notModelled: [...notModelled, ...ofDetails],
    };
  }
  const snapshot = await readSnapshot(resolve(io.cwd, from ?? "."));
  const models: AccountModel[] = [];
  const accounts: BackDoorAccount[] = [];
  const unread: AdminsAsk["unread"][number][] = [];
  for await (const each of modelsOfSnapshot(snapshot, Date.parse(snapshot.manifest.startedAt))) {
    if (each.status === "known") {
      models.push(each.model);
      // Details are what makes a snapshot large: they are let go unless they are asked for.
      if (since !== null) accounts.push(each);
    } else unread.push({ account: each.facts.id, why: each.why });
    show(`read ${models.length + unread.length}/${snapshot.accounts.length} accounts`);
  }
  return { models, accounts, unread, notModelled: always };
}

const always = [
  "policies of resources other than roles (buckets, keys, queues, functions): one that names a principal grants on its own",
] as const;

const ofDetails = [
  "service control and resource control policies: authorization details do not hold them",
  "access keys, passwords and MFA devices of users: authorization details do not hold them",
  "principals of other accounts that a trust policy names",
  ...always,
] as const;
