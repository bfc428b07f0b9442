import { foundOf } from "../../../../app/root-access/audit/audited-member.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import {
  type CredentialKind,
  credentialKinds,
  type PlanOf,
} from "../../../../domain/custody/root-access/root-access-plan.ts";
import { textOption } from "../../bg/own-client.ts";
import type { Invocation } from "../../command.ts";
import { readText } from "../../read-text.ts";
import { usageError } from "../../usage-error.ts";
import { readAudit } from "../audit/audit-file.ts";
import { notKnown } from "../audit/audit-text.ts";
import { rootAccessCliErrors } from "../errors.ts";
import type { Target } from "./look-at-target.ts";
import { auditAccounts } from "../audit/audit-accounts.ts";

type Found = PlanOf<"delete-credentials">["found"];

/** What a plan to delete is about. */
export interface Deletion {
  readonly kinds: readonly CredentialKind[];
  readonly found: Found;
  readonly notes: readonly string[];
  readonly nothing: string | null;
}

/** An audit older than this is worth a word: what was found then may be gone, or be more. */
const oldMillis = 24 * 3_600_000;

/** Kinds of `--only`, and what an audit found: a stored one, or one made now. Throws `ROOT_ACCESS_NOT_SEEN`. */
export async function deletionOf(invocation: Invocation, account: string, target: Target): Promise<Deletion> {
  const { io, options, settings } = invocation;
  const kinds = kindsOf(textOption(options, "only"));
  const file = textOption(options, "audit");
  const isAsked = settings.is("assumeRoot");
  if (file !== null && isAsked && settings.origin("assumeRoot") === "flag") {
    throw usageError("--audit FILE reads a stored audit, --assume-root makes one: give one of them");
  }
  if (file !== null) {
    const { at, found } = readAudit(await readText(io, file), file, account);
    const isOld = io.now() - Date.parse(at) > oldMillis;
    const age = isOld
      ? ", more than a day ago: what is there that it does not know stops the run before anything is deleted"
      : "";
    return { kinds, found, notes: [`found by the audit of ${at}${age}`], nothing: nothingIn(kinds, found) };
  }
  // SECURITY: looking is an AssumeRoot that the member logs; without the flag nobody looks, and the plan says so.
  if (!isAsked || options["offline"] === true || target.kind === "management") {
    return { kinds, found: null, notes: [], nothing: null };
  }
  const digits = account.slice(account.indexOf(":") + 1);
  const { outcome } = await auditAccounts(invocation, [digits]);
  if (outcome.status === "unknown") throw notSeen(notKnown(outcome.why));
  const member = outcome.status === "audited" ? outcome.members[0] : undefined;
  if (member === undefined) throw notSeen("nobody allowed it");
  switch (member.status) {
    case "left-out":
      // What stands in the way is refused by the plan itself, with the next step.
      return { kinds, found: null, notes: [], nothing: null };
    case "not-read":
      throw notSeen(notKnown(member.why));
    case "audited": {
      const found = foundOf(member);
      if (found === null) throw notSeen("part of it was refused; `rootward root-access audit` shows which");
      return { kinds, found, notes: ["found by an audit session just now"], nothing: nothingIn(kinds, found) };
    }
  }
}

function kindsOf(text: string | null): readonly CredentialKind[] {
  if (text === null) return credentialKinds;
  const words = text.split(",").map((each) => each.trim());
  const unknown = words.find((each) => !credentialKinds.some((kind) => kind === each));
  if (unknown !== undefined) throw usageError(`--only takes ${credentialKinds.join(", ")}, with commas between`);
  return credentialKinds.filter((kind) => words.includes(kind));
}

function nothingIn(kinds: readonly CredentialKind[], found: NonNullable<Found>): string | null {
  const has: Readonly<Record<CredentialKind, boolean>> = {
    password: found.password,
    "access-keys": found.accessKeys.length > 0,
    certificates: found.certificates.length > 0,
    mfa: found.mfa.length > 0,
  };
  return kinds.some((kind) => has[kind]) ? null : `root has nothing of ${kinds.join(", ")}`;
}

function notSeen(detail: string): CodedError {
  return new CodedError(rootAccessCliErrors.ROOT_ACCESS_NOT_SEEN, { detail });
}
