import { CodedError } from "../../../../domain/core/coded-error.ts";
import { nameField } from "../../../../domain/custody/documents/fields.ts";
import { jsonFault } from "../../../../domain/custody/root-access/json-fault.ts";
import {
  bucketField,
  mailboxField,
  policyField,
  regionField,
} from "../../../../domain/custody/root-access/plan-fields.ts";
import { queuePlace } from "../../../../domain/custody/root-access/queue-place.ts";
import {
  type MemberPlan,
  planTaskPolicy,
  type RootAccessPlan,
} from "../../../../domain/custody/root-access/root-access-plan.ts";
import { textOption } from "../../bg/own-client.ts";
import type { Invocation } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { readText } from "../../read-text.ts";
import { usageError } from "../../usage-error.ts";
import { deletionOf } from "./deletion-of.ts";
import type { Target } from "./look-at-target.ts";

/** A plan before it is saved. */
export interface Drafted {
  readonly plan: RootAccessPlan;
  /** What the person should know besides the plan's own warnings. */
  readonly notes: readonly string[];
  /** Why there is nothing to do; `null` where there is. */
  readonly nothing: string | null;
}

/** The plan of one task, from its own options. Throws `CLI_USAGE`, `CLI_INPUT_*`, `ROOT_ACCESS_NOT_SEEN`. */
export async function memberDraft(
  invocation: Invocation,
  task: MemberPlan["task"],
  digits: string,
  target: Target,
): Promise<Drafted> {
  const { io, options, settings } = invocation;
  const account = `${target.partition}:${digits}`;
  const name = nameField.safeParse(target.name).data ?? digits;
  const member = {
    schema: "rootward.root-access-plan/v1",
    madeAt: Math.floor(io.now() / 1000),
    account,
    name,
    taskPolicy: planTaskPolicy(task, account),
  } as const;
  switch (task) {
    case "delete-credentials": {
      const { kinds, found, notes, nothing } = await deletionOf(invocation, account, target);
      return { plan: { ...member, task, delete: [...kinds], found }, notes, nothing };
    }
    case "allow-recovery": {
      const mailbox = mailboxField.safeParse(target.mailbox).data ?? null;
      return { plan: { ...member, task, mailbox }, notes: [], nothing: null };
    }
    case "unlock-bucket": {
      const bucket = textOption(options, "bucket") ?? "";
      if (!bucketField.safeParse(bucket).success) throw usageError("--bucket takes the name of a bucket");
      const given = settings.text("region");
      const region = regionOf(given ?? target.region);
      const notes =
        given === null
          ? [
              `${region} is the region of your AWS settings; a bucket elsewhere needs --region, and AWS says so before anything is written.`,
            ]
          : [];
      const policy = await newPolicy(invocation);
      return { plan: { ...member, task, bucket, region, policy }, notes, nothing: null };
    }
    case "unlock-queue": {
      const queueUrl = textOption(options, "queueUrl") ?? "";
      const region = regionOf(settings.text("region") ?? queueRegion(queueUrl) ?? target.region);
      const place = queuePlace(queueUrl, target.partition, region);
      if (place === null) throw usageError(`--queue-url takes the URL of a queue in ${region}`);
      if (place.account !== digits) throw usageError(`the queue is of account ${place.account}, not ${digits}`);
      const policy = await newPolicy(invocation);
      return { plan: { ...member, task, queueUrl, region, policy }, notes: [], nothing: null };
    }
  }
}

/** The region in the host of a queue's URL; `null` where the host names none. */
export function queueRegion(url: string): string | null {
  const [, host = ""] = /^https?:\/\/([^/]+)\//.exec(url) ?? [];
  if (host === "queue.amazonaws.com") return "us-east-1";
  const [, modern, legacy] = /^sqs(?:-fips)?\.([a-z0-9-]+)\.|^([a-z0-9-]+)\.queue\./.exec(host) ?? [];
  return regionField.safeParse(modern ?? legacy).data ?? null;
}

function regionOf(text: string | null): string {
  const region = regionField.safeParse(text).data;
  if (region === undefined) throw usageError("--region takes a region such as eu-central-1");
  return region;
}

/** The text of `--policy`, as it is; without it the policy is deleted. */
async function newPolicy({ io, options }: Invocation): Promise<string | null> {
  const file = textOption(options, "policy");
  if (file === null) return null;
  const text = await readText(io, file);
  const read = policyField.safeParse(text);
  if (read.success) return read.data;
  const at = jsonFault(text);
  const lines = text.slice(0, at ?? 0).split("\n");
  throw new CodedError(cliErrors.CLI_INPUT_MALFORMED, {
    detail: at === null ? "the text of a policy is a JSON object of at most 20 KiB" : "it is no JSON",
    position: {
      file,
      ...(at === null ? {} : { line: lines.length, column: (lines.at(-1) ?? "").length + 1 }),
    },
    hint: "Correct the policy's text. Nothing was saved.",
  });
}
