import type { Entered } from "../../../../app/custody/client/signing/enter.ts";
import { proposeContacts } from "../../../../app/custody/client/session/propose-session.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { type ContactsPlan, planHash } from "../../../../domain/custody/contacts/contacts-plan.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { hasRole, personOf } from "../../../../domain/custody/roster/roster-view.ts";
import type { OwnClient } from "../../bg/own-client.ts";
import { accountText } from "../../bg/request-rows.ts";
import { type Row, type screenTargets, screenText, showAnswer } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { type DocumentUnderWay, plansUnderWay } from "../status/documents-under-way.ts";
import { word } from "../../set-up/program-name.ts";
import { plannedView } from "../planned-view.ts";
import { toldRows, waitText } from "../planned-rows.ts";

/** What is put up for approvals. */
export interface Proposing {
  readonly client: OwnClient;
  readonly entered: Entered;
  readonly plan: ContactsPlan;
  /** The plan's file, as it was named. */
  readonly file: string;
  /** What is asked for beyond the release policy. */
  readonly waitSeconds: number;
}

/** Signs the plan's document and puts it up, and says what happens next; returns the exit code. */
export async function proposePlan(
  invocation: Invocation,
  targets: ReturnType<typeof screenTargets>,
  { client, entered, plan, file, waitSeconds }: Proposing,
): Promise<number> {
  const { io, settings } = invocation;
  const { deps } = client;
  const { id } = deps.self.person;
  if (!hasRole(personOf(entered.view, id), "operator-p")) {
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `${id} is no operator-p` });
  }
  const now = Math.floor(io.now() / 1000);
  const view = plannedView(
    { plan, unchanged: [], refusals: [], untold: [] },
    {
      hash: planHash(plan),
      policy: entered.policy,
      waitSeconds,
      showContacts: settings.is("showContacts"),
      now,
    },
  );
  const changes = view.accounts.flatMap(({ account, name, changes: lines, tell }): readonly Row[] => [
    ["account", `${accountText(account)}  ${name}`],
    ...lines.map((line): Row => ["change", line]),
    ...toldRows(tell),
  ]);
  const others = plansUnderWay(await deps.gate.proposals(), entered.view, now).flatMap((each) => besides(plan, each));
  const warnings = [...view.warnings, ...others].map((line): Row => ["mind", line]);
  if (!(await isMeant(invocation, entered, [...changes, ...warnings]))) {
    io.err("Nothing was signed.\n");
    return 1;
  }
  const { hash, words } = await proposeContacts(deps, entered, { plan, waitSeconds });
  const next = `rootward contacts apply ${word(file)} --document ${hash}`;
  showAnswer(invocation, targets, entered, {
    rows: [
      ["proposed", `rw.contacts/v1 ${hash}`],
      ["six words", words],
      ...changes,
      ...warnings,
      ["next", `rootward roster sign --proposal ${hash}   (each approver; read them the six words)`],
      ["told", "with the last approval: all custodians, and by mail those named above"],
      ["wait", `${waitText(view.wait)}; then it is in force for a day`],
      ["to stop it", `rootward bg veto --document ${hash}   (any custodian)`],
      ["then", next],
    ],
    json: {
      schema: "rootward.contacts-apply/v1",
      state: "proposed",
      hash,
      words,
      planHash: view.planHash,
      accounts: view.accounts,
      wait: view.wait,
      warnings: [...view.warnings, ...others],
      next,
    },
  });
  return 0;
}

/** Of two plans for one account the second finds records that are not as it was planned from, and stops. */
function besides({ accounts }: ContactsPlan, each: DocumentUnderWay): readonly string[] {
  if (each.state === "vetoed" || each.state === "over") return [];
  const shared = accounts.filter(({ account }) => each.accounts.includes(account)).length;
  if (shared === 0) return [];
  const state = each.state === "in-force" ? "is in force" : each.state === "open" ? "waits for approvals" : "waits";
  return [
    `Another plan for ${shared} of these accounts ${state}: ${each.hash}, by ${each.person}. The later of the two stops where both change a record.`,
  ];
}

/** A signature is asked for once more where somebody can answer. */
async function isMeant({ io, settings }: Invocation, entered: Entered, rows: readonly Row[]): Promise<boolean> {
  if (settings.is("yes") || settings.is("noInput") || !io.terminal.in) return true;
  io.err(screenText(rows, entered, io.columns));
  const answer = await io.ask("Sign it and put it up for approvals? [y/N] ");
  return /^y(?:es)?$/i.test(answer?.trim() ?? "");
}
