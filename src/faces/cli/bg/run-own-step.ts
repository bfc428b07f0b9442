import { findOwnRequest, ownRequest } from "../../../app/custody/client/request/own-request.ts";
import { breakSeal, closeRequest, withdrawRequest } from "../../../app/custody/client/request/requester-steps.ts";
import type { Invocation } from "../command.ts";
import { readText } from "../read-text.ts";
import { usageError } from "../usage-error.ts";
import { ownClient, textOption } from "./own-client.ts";
import { clockText } from "./request-rows.ts";
import { screenTargets, showAnswer } from "./screen.ts";

/** Takes the own request back, breaks its seal, or closes it; returns the exit code. */
export async function runOwnStep(invocation: Invocation, what: "withdraw" | "break-seal" | "close"): Promise<number> {
  const { args } = invocation;
  const targets = screenTargets(invocation);
  const statement = what === "close" ? await statementOf(invocation) : "";
  const client = ownClient(invocation);
  const requestId = findOwnRequest(client.deps, args[0] ?? null);
  const { capabilities } = ownRequest(client.deps, requestId).request;
  const isSessionOnly = capabilities.every((each) => each === "assume-root");
  const entered = await client.enter();
  try {
    const { phase, dueAt } =
      what === "close"
        ? await closeRequest(client.deps, entered, { requestId, statement })
        : what === "withdraw"
          ? await withdrawRequest(client.deps, entered, requestId)
          : await breakSeal(client.deps, entered, requestId);
    showAnswer(invocation, targets, entered, {
      rows: [
        ["request", requestId],
        ["state", phase],
        ...(dueAt === null ? [] : [["opens at", clockText(dueAt)] as const]),
        ["next", what === "close" && isSessionOnly ? afterSession : nextOf[what]],
      ],
      json: { requestId, phase, ...(dueAt === null ? {} : { dueAt }) },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

const nextOf = {
  withdraw: "nothing; its one-time keys are deleted",
  "break-seal":
    "all custodians are told; the wait begins when one of them says `rootward bg seen`, and any of them can veto",
  close: "sign out at AWS, then change the password: `rootward vault enrol --password`; the one-time keys are deleted",
} as const;

const afterSession =
  "nothing; a session that is still open ends by itself within 15 minutes, and the one-time keys are deleted";

async function statementOf({ io, options }: Invocation): Promise<string> {
  const file = textOption(options, "statementFile");
  const text = (file === null ? textOption(options, "statement") : await readText(io, file))?.trim() ?? "";
  if (text === "") throw usageError("bg close needs --statement TEXT or --statement-file FILE: what was done");
  if (text.length > 2000) throw usageError(`the statement has ${text.length} characters; at most 2,000`);
  return text;
}
