import type { Statement } from "../../iam/language/policy.ts";
import { asksForMfa } from "../guarding/mfa-condition.ts";
import type { Looked, MendRoom } from "./mend-room.ts";
import { statementText } from "./repair.ts";
import { hasExceptions } from "./repairs/add-guard.ts";
import { meansVariables } from "./repairs/set-version.ts";

/** Sentences on what a mended document still holds that no change of it mends safely. */
export function notMended({ ask }: MendRoom, now: Looked): readonly string[] {
  const { policy, guards, views } = now;
  const found: string[] = [];
  if (meansVariables(policy)) {
    found.push(
      "Version: the document holds ${variables} and has not the Version 2012-10-17, so they are plain text. The version was not changed: statements that match nobody today would begin to grant without MFA.",
    );
  }
  for (const { statement } of guards.filter(hasExceptions)) {
    const keys = statement.conditions.filter((entry) => !asksForMfa(entry)).map(({ key }) => key);
    // That a service control policy binds users alone is how it must be.
    if (ask.as === "scp" && keys.every((key) => /^aws:principal(?:arn|type)$/i.test(key))) continue;
    found.push(
      `${statementText(statement)}: it asks for ${keys.join(", ")} besides MFA, so it leaves out some requests on purpose. That was kept; if anything passes by it, it is listed as open.`,
    );
  }
  if (views.some(({ subject }) => subject.principal.kind !== "user") && ask.as === "identity") {
    found.push(
      "No guard was added: sessions of roles never carry MFA, so a guard on a role locks it out. Demand MFA in the role's trust policy instead.",
    );
  }
  if (ask.as === "trust") found.push(...ofTrust(policy.statements));
  if (ask.as === "scp") {
    found.push(
      guards.length === 0
        ? "The document has no MFA guard, and none was put into it: scp.json is one to attach beside it."
        : "No service control policy binds the management account or service-linked roles: guard users of the management account by their own policies.",
    );
  }
  return found;
}

function ofTrust(statements: readonly Statement[]): readonly string[] {
  const free = statements.filter(({ effect, conditions }) => effect === "Allow" && !conditions.some(asksForMfa));
  return free.flatMap((statement) => {
    const entries = statement.principals?.entries ?? [];
    const aws = entries.filter(({ type }) => type === "AWS" || type === "*");
    if (aws.length === 0) return [];
    const why =
      aws.length < entries.length
        ? "it names services or identity providers too, whose sessions never carry MFA: split it"
        : aws.some(({ value }) => /:(?:role|assumed-role)\//.test(value))
          ? "it names roles, whose sessions never carry MFA"
          : "roles of the accounts it names would be locked out, because their sessions never carry MFA";
    return [`${statementText(statement)}: it asks for no MFA. No condition was added: ${why}.`];
  });
}
