import type { TriedRole } from "../../app/courier/try-roles.ts";
import type { CourierConfig } from "./config.ts";

/** What was tried, for people or for programs, and the exit code: 0 all can be assumed, 1 AWS says no, 2 AWS did not say. */
export function checkedRoles(
  { deployment, management, rehearsal }: CourierConfig,
  tried: readonly TriedRole[],
  format: "text" | "json",
): { readonly text: string; readonly code: 0 | 1 | 2 } {
  const has = (status: TriedRole["status"]): boolean => tried.some((each) => each.status === status);
  const code = has("unknown") ? 2 : has("denied") ? 1 : 0;
  if (format === "json") {
    const roles = tried.map(({ role, arn, status, said }) => ({ role, arn, status, ...said }));
    const facts = { deployment, isRehearsal: rehearsal === true, management, roles };
    return { text: `${JSON.stringify({ schema: "rootward.courier-check/v1", ...facts }, null, 2)}\n`, code };
  }
  const lines = [
    ...(rehearsal === true ? [`REHEARSAL ${deployment}`, ""] : []),
    ...tried.flatMap(roleLines),
    "",
    closing[code](management),
  ];
  return { text: `${lines.join("\n")}\n`, code };
}

const words: Readonly<Record<TriedRole["status"], string>> = {
  assumed: "can be assumed",
  denied: "REFUSED",
  unknown: "NOT KNOWN",
};

const closing: Readonly<Record<0 | 1 | 2, (management: string) => string>> = {
  0: (management) =>
    `All three roles can be assumed for ${management}. Whether they may do their work shows with the first plan.`,
  1: () =>
    "What is refused here is refused in an emergency, too: compare the role's trust policy and the courier's own permissions with `rootward explain courier-policy`.",
  2: () => "AWS was not asked, or did not answer: whether these roles can be assumed is not known.",
};

function roleLines({ role, arn, status, said }: TriedRole): readonly string[] {
  const first = `${role.padEnd(10)}  ${words[status].padEnd(14)}  ${arn}`;
  if (said === null) return [first];
  const { code, message, advice } = said;
  return [first, `  ${code}: ${message}`, ...(advice === "" ? [] : [`  → ${advice}`])];
}
