import { makeRequest } from "../../../app/custody/client/request/make-request.ts";
import { type InsteadOfRoot, insteadOfRoot } from "../../../app/custody/client/request/instead-of-root.ts";
import { votesNeeded } from "../../../domain/custody/roster/terms-met.ts";
import type { Invocation } from "../command.ts";
import { insteadOf, insteadRows } from "./instead-rows.ts";
import { ownClient } from "./own-client.ts";
import { requestAskOf } from "./request-ask.ts";
import { requestRows, taskOf } from "./request-rows.ts";
import { type Row, screenTargets, screenText, showAnswer } from "./screen.ts";

/** Makes a request and says what happens next; returns the exit code. */
export async function runRequest(invocation: Invocation): Promise<number> {
  const { io } = invocation;
  const targets = screenTargets(invocation);
  const { ask, use } = requestAskOf(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const hints: InsteadOfRoot[] = [];
    const made = await makeRequest(client.deps, entered, {
      ...ask,
      beforeSigning: (target) => {
        const instead = insteadOfRoot({ ...target, purpose: ask.purpose }, entered.policy);
        if (instead === null) return;
        hints.push(instead);
        io.err(screenText(insteadRows(instead), entered, io.columns));
      },
    });
    const { request, requestHash, words, rule } = made;
    const { requestId } = request;
    const needed = votesNeeded(rule);
    const who = [...(rule.all ?? []), ...(rule.any ?? [])].map(({ group, min }) => `${min} of ${group}`).join(", ");
    const seen = { words, requesterName: client.deps.self.person.name, reason: ask.reason };
    const now = Math.floor(io.now() / 1000);
    const once = use === null ? "rootward bg password, rootward bg code" : `${use} ${requestId}`;
    const then: readonly Row[] = entered.isSolo
      ? [["next", `10 minutes after that notice: ${once} (without \`notify\` in broker.json: never)`]]
      : [
          ["next", `rootward bg approve ${requestId}   (each approver; read them the six words)`],
          ...(use === null ? [] : [["then", once] as const]),
        ];
    showAnswer(invocation, targets, entered, {
      rows: [
        ...requestRows(request, seen, now),
        [
          "needs",
          entered.isSolo ? "a wait, after a notice that the broker sends itself" : `${needed} approvals: ${who}`,
        ],
        ...then,
        ["", `rootward bg status ${requestId}`],
      ],
      json: {
        requestId,
        requestHash,
        words,
        account: request.account,
        accountName: request.accountName,
        capabilities: request.capabilities,
        purpose: request.purpose,
        expiresAt: request.expiresAt,
        approvalsNeeded: needed,
        ...taskOf(request),
        ...(use === null ? {} : { use: once }),
        ...insteadOf(hints[0] ?? null),
      },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}
