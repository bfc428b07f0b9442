import { z } from "zod";
import { foundOf } from "../../../../app/root-access/audit/audited-member.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { foundField } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { cliErrors } from "../../errors.ts";
import type { Audit } from "./audit-accounts.ts";

const schema = "rootward.root-access-audit/v1";

/** When it was made, and whether everything that was asked for was seen. */
export interface AuditMoment {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly isWhole: boolean;
}

/** An audit for programs; `found` of a member is what a plan to delete takes, `null` while any part is not known. */
export function auditJson({ outcome, partition }: Audit, { at, isWhole }: AuditMoment): string {
  const members =
    outcome.status === "audited"
      ? outcome.members.map((each) => (each.status === "audited" ? { ...each, found: foundOf(each) } : each))
      : [];
  const unknown = outcome.status === "unknown" ? { why: outcome.why } : {};
  return `${JSON.stringify({ schema, at, partition, isWhole, ...unknown, members }, null, 2)}\n`;
}

// Only what a plan takes from it is held to a form; the rest is for people.
const auditSchema = z.object({
  schema: z.literal(schema),
  at: z.iso.datetime(),
  partition: z.enum(["aws", "aws-cn", "aws-us-gov"]),
  members: z
    .array(
      z.object({
        account: z.string().regex(/^[0-9]{12}$/),
        status: z.enum(["audited", "not-read", "left-out"]),
        found: foundField.optional(),
      }),
    )
    .max(20_000),
});

/** What a stored audit says of one member. */
export interface StoredAudit {
  readonly at: string;
  readonly found: NonNullable<z.infer<typeof foundField>>;
}

/**
 * What root of an account had, from the text of an audit that was written with `-f json`. Throws `CLI_INPUT_MALFORMED` with
 * file and field, also where the audit does not know it of this account.
 */
export function readAudit(text: string, file: string, account: string): StoredAudit {
  const read = auditSchema.safeParse(parsed(text, file));
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = ["$", ...(issue?.path ?? []).map(String)].join(".").slice(0, 200);
    throw malformed(issue?.message ?? "no audit", { file, path });
  }
  const { at, partition, members } = read.data;
  const digits = account.slice(account.indexOf(":") + 1);
  const found = members.find((each) => each.account === digits)?.found ?? null;
  if (partition !== account.slice(0, account.indexOf(":")) || found === null) {
    throw malformed(`it does not know all that root of ${digits} has; audit that account again`, { file });
  }
  return { at, found };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("no JSON", { file });
  }
}

function malformed(detail: string, position: { readonly file: string; readonly path?: string }): CodedError {
  return new CodedError(cliErrors.CLI_INPUT_MALFORMED, { detail, position });
}
