import { approveRequest } from "../../../app/custody/client/approve/approve-request.ts";
import { insteadOfRoot } from "../../../app/custody/client/request/instead-of-root.ts";
import type { ShownStanding } from "../../../app/custody/client/ports/gate.ts";
import { findRequest, type SeenRequest } from "../../../app/custody/client/request/see-request.ts";
import { isTerminal } from "../../../domain/custody/request/request-state.ts";
import type { Invocation } from "../command.ts";
import { insteadOf, insteadRows } from "./instead-rows.ts";
import { ownClient, textOption } from "./own-client.ts";
import { inWords, missingText, requestRows, taskOf } from "./request-rows.ts";
import { type Row, screenTargets, screenText, showAnswer } from "./screen.ts";

const similarSeconds = 30 * 86_400;

/** Shows a request and approves it; returns the exit code, 1 when the person says no. */
export async function runApprove(invocation: Invocation): Promise<number> {
  const { io, args, options, settings } = invocation;
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  const { gate } = client.deps;
  try {
    const requestId = findRequest(args[0] ?? null, await gate.requests({ open: true }));
    const now = (): number => Math.floor(io.now() / 1000);
    const confirm = async (seen: SeenRequest): Promise<boolean> => {
      const all = await gate.requests({ open: false });
      const rows = [
        ...requestRows(seen.request, seen, now()),
        ...insteadRows(insteadOfRoot(seen.request, entered.policy), "instead"),
        ...besides(seen, all, now()),
      ];
      io.err(screenText(rows, entered, io.columns));
      if (settings.is("yes") || settings.is("noInput") || !io.terminal.in) return true;
      const said = await io.ask("Approve? Compare the six words with the requester first. [y/N] ");
      return /^y(?:es)?$/i.test(said?.trim() ?? "");
    };
    const ask = { requestId, words: textOption(options, "words"), group: textOption(options, "group"), confirm };
    const outcome = await approveRequest(client.deps, entered, ask);
    if (outcome.status === "left") {
      io.err("Nothing was signed. To end the request for good: rootward bg deny\n");
      return 1;
    }
    const { seen, group, decided } = outcome;
    const missing = missingText(decided.missing, decided.tooManyCli);
    const isGrant = decided.submitted !== undefined;
    showAnswer(invocation, targets, entered, {
      rows: [
        ["approved", `${requestId} in the name of ${group}`],
        ["state", decided.phase],
        ...(missing === "" ? [] : [["missing", missing] as const]),
        ["next", isGrant ? `the requester: ${useOf(seen)}` : "another approver: rootward bg approve"],
      ],
      json: {
        requestId,
        requestHash: seen.requestHash,
        words: seen.words,
        group,
        phase: decided.phase,
        missing: decided.missing,
        ...taskOf(seen.request),
        ...insteadOf(insteadOfRoot(seen.request, entered.policy)),
      },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** What the requester does with the grant. */
function useOf({ request }: Pick<SeenRequest, "request">): string {
  const { requestId, capabilities } = request;
  const { task } = taskOf(request);
  return [
    ...(capabilities.includes("password") ? [`rootward bg password ${requestId}`] : []),
    ...(capabilities.includes("code") ? [`rootward bg code ${requestId}`] : []),
    ...(task === undefined ? [] : [`${task.command ?? task.name} --apply PLAN --request ${requestId}`]),
  ].join(", ");
}

/** What else a person should know before they agree; the gate's own words, so only a hint. */
function besides({ request }: SeenRequest, all: readonly ShownStanding[], now: number): readonly Row[] {
  const others = all.filter(({ requestId }) => requestId !== request.requestId);
  const open = others.filter(({ phase }) => !isTerminal(phase));
  const similar = others.filter(
    ({ account, createdAt }) => account === request.account && now - createdAt <= similarSeconds,
  );
  const last = similar.toSorted((one, other) => other.createdAt - one.createdAt)[0];
  return [
    [
      "also open",
      open.length === 0
        ? "nothing"
        : open
            .slice(0, 5)
            .map(({ accountName, person, phase }) => `${accountName} by ${person} (${phase})`)
            .join("; "),
    ],
    [
      "before",
      last === undefined
        ? "no other request for this account in 30 days"
        : `${similar.length} in 30 days; the last by ${last.person}, ${inWords(last.createdAt, now)}, ${last.phase}`,
    ],
  ];
}
