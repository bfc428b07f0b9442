import { makeRequest } from "../../../app/custody/client/request/make-request.ts";
import type { Capability } from "../../../domain/custody/documents/fields.ts";
import { type Purpose, purposes } from "../../../domain/custody/documents/request-document.ts";
import { votesNeeded } from "../../../domain/custody/roster/terms-met.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { ownClient, textOption } from "./own-client.ts";
import { requestRows } from "./request-rows.ts";
import { screenTargets, screenText, showAnswer } from "./screen.ts";

/** Makes a request and says what happens next; returns the exit code. */
export async function runRequest(invocation: Invocation): Promise<number> {
  const { io, args, options } = invocation;
  const targets = screenTargets(invocation);
  const [account = ""] = args;
  const reason = textOption(options, "reason");
  if (reason === null) throw usageError("bg request needs --reason TEXT: one line for the people who approve");
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const made = await makeRequest(client.deps, entered, {
      account,
      purpose: purposeOf(textOption(options, "purpose"), reason),
      reason,
      capabilities: capabilitiesOf(textOption(options, "ask")),
      maxCodes: numberOption(options, "codes", 1, 10),
      ttlSeconds: numberOption(options, "window", 60, 900),
      taskPolicy: null,
    });
    const { request, requestHash, words, rule } = made;
    const needed = votesNeeded(rule);
    const who = [...(rule.all ?? []), ...(rule.any ?? [])].map(({ group, min }) => `${min} of ${group}`).join(", ");
    const seen = { words, requesterName: client.deps.self.person.name, reason };
    const now = Math.floor(io.now() / 1000);
    showAnswer(invocation, targets, entered, {
      rows: [
        ...requestRows(request, seen, now),
        [
          "needs",
          entered.isSolo ? "a wait, after a notice that the broker sends itself" : `${needed} approvals: ${who}`,
        ],
        [
          "next",
          entered.isSolo
            ? "10 minutes after that notice: rootward bg password, rootward bg code (without `notify` in broker.json: never)"
            : `rootward bg approve ${request.requestId}   (each approver; read them the six words)`,
        ],
        ["", `rootward bg status ${request.requestId}`],
      ],
      json: {
        requestId: request.requestId,
        requestHash,
        words,
        account: request.account,
        accountName: request.accountName,
        capabilities: request.capabilities,
        expiresAt: request.expiresAt,
        approvalsNeeded: needed,
      },
    });
    if (request.purpose === "bucket-policy") {
      const hint =
        "You may not need root: a root session for one task can unlock a bucket or queue (rootward explain root-tasks).";
      io.err(screenText([["", hint]], entered, io.columns));
    }
    return 0;
  } finally {
    entered.hand.end();
  }
}

function purposeOf(named: string | null, reason: string): Purpose {
  const wanted = named ?? reason;
  const found = purposes.find((each) => each === wanted);
  if (found === undefined && named !== null) throw usageError(`--purpose takes ${purposes.join(", ")}`);
  return found ?? "other";
}

/** What a request can be answered with. */
const releasable = ["code", "password"] as const satisfies readonly Capability[];

function capabilitiesOf(text: string | null): readonly Capability[] {
  const words = text === null ? [] : text.split(",").map((each) => each.trim());
  return words.map((word) => {
    const found = releasable.find((each) => each === word);
    if (found === undefined) throw usageError(`--ask takes ${releasable.join(", ")}, with commas between`);
    return found;
  });
}

/** A whole number; `null` when the option was not given. */
function numberOption(options: Invocation["options"], name: string, least: number, most: number): number | null {
  const text = textOption(options, name);
  if (text === null) return null;
  const number = /^[0-9]{1,4}$/.test(text) ? Number(text) : -1;
  if (number < least || number > most) throw usageError(`--${name} takes a number from ${least} to ${most}`);
  return number;
}
