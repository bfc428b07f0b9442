import { clientErrors } from "../../../../app/custody/client/errors.ts";
import type { ClientDeps } from "../../../../app/custody/client/ports/client-deps.ts";
import { decidedDocument, sessionDocument } from "../../../../app/custody/client/session/decided-document.ts";
import { findProposal } from "../../../../app/custody/client/session/propose-session.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { type ContactsPlan, planHash, readContactsPlan } from "../../../../domain/custody/contacts/contacts-plan.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { sessionErrors } from "../../../../domain/custody/sessions/errors.ts";
import { ownClient, textOption } from "../../bg/own-client.ts";
import { screenTargets } from "../../bg/screen.ts";
import { readBytes } from "../../byte-files.ts";
import type { Invocation } from "../../command.ts";
import { usageError } from "../../usage-error.ts";
import { type BroughtCodes, readCodes } from "./brought-codes.ts";
import { durationOption } from "../duration-option.ts";
import { proposePlan } from "./propose-plan.ts";
import { runPlan } from "./run-plan.ts";

/**
 * Puts a saved plan up for approvals the first time, and carries it out once it is in force. Exit 0 when all is as
 * planned, 1 when something is not, 2 and 3 when it could not run, or not to its end.
 */
export async function applyOnce(invocation: Invocation): Promise<number> {
  const { io, args, options, settings } = invocation;
  const targets = screenTargets(invocation);
  const [file = ""] = args;
  const waitSeconds = durationOption("wait", textOption(options, "wait")) ?? 0;
  const plan = planOf(io.cwd, file);
  const named = namedDocument(textOption(options, "document"));
  const otpFile = textOption(options, "otpFile");
  if (otpFile === "-" && settings.is("passphraseStdin")) {
    throw usageError("--otp-file - and --passphrase-stdin both read standard input");
  }
  const codes: BroughtCodes = otpFile === null ? new Map() : await readCodes(io, otpFile, plan);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const { deployment } = entered.view;
    if (plan.deployment !== deployment) {
      const detail = `the plan is for ${plan.deployment}, this is ${deployment}`;
      throw new CodedError(custodyErrors.CUSTODY_OTHER_DEPLOYMENT, { detail });
    }
    const hash = named ?? (await ownProposal(client.deps, planHash(plan)));
    if (hash === null) return await proposePlan(invocation, targets, { client, entered, plan, file, waitSeconds });
    if (waitSeconds > 0) io.err(`--wait counts when a plan is put up; this one was, as ${hash}.\n`);
    const under = await decidedDocument(client.deps, entered, hash);
    if (under.document.type !== "rw.contacts/v1") {
      throw new CodedError(clientErrors.CLIENT_NO_PROPOSAL, { detail: `${hash} is a ${under.document.type}` });
    }
    // SECURITY: the broker and the courier judge by their own copy; this one says it before a session is asked for.
    if (under.document.planHash !== planHash(plan)) {
      throw new CodedError(sessionErrors.SESSION_PLAN_OTHER, { detail: `${file} is not what ${hash} is about` });
    }
    return await runPlan(invocation, targets, { client, entered, under, plan, file, codes });
  } finally {
    for (const code of codes.values()) code.wipe();
    entered.hand.end();
  }
}

function planOf(cwd: string, file: string): ContactsPlan {
  const bytes = readBytes(cwd, file);
  try {
    return readContactsPlan(bytes);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { row, detail, hint, position } = error;
    const path = position?.path === undefined ? {} : { path: position.path };
    throw new CodedError(row, { detail: detail ?? undefined, hint, position: { file, ...path }, cause: error });
  }
}

function namedDocument(text: string | null): string | null {
  if (text !== null && !/^[A-Za-z0-9_-]{43}$/.test(text)) {
    throw usageError("--document takes the 43 characters of the hash that the first `contacts apply` printed");
  }
  return text;
}

/** The own document for a plan; `null` before the first. A plan that was stopped is never put up again: its hash is known. */
async function ownProposal(deps: ClientDeps, hash: string): Promise<string | null> {
  const found = await findProposal(deps, { planHash: hash });
  if (found !== null) return found.hash;
  const stopped = (await deps.gate.proposals()).find((each) => {
    if (each.isVetoed !== true || each.type !== "rw.contacts/v1") return false;
    const document = sessionDocument(each);
    return document?.type === "rw.contacts/v1" && document.planHash === hash;
  });
  if (stopped === undefined) return null;
  throw new CodedError(custodyErrors.CUSTODY_STOPPED, {
    detail: stopped.hash,
    hint: "A stop is final. Talk to the custodians, then plan again: `rootward contacts plan`.",
  });
}
