import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";

const always = [
  "policies of resources (buckets, keys, queues): one that names the user or the session grants on its own",
  "actions that AWS added after the action catalogue was made: they are decided as a class of their own, and not listed by name",
  "services that call on for the user: see the pitfall on forwarded calls",
] as const;

/** What a verdict on one document of a kind does not take into account. */
export function leftOut(
  as: PolicyKind,
  { isBesideAdmin, devices }: { readonly isBesideAdmin: boolean; readonly devices: number | "unknown" },
): readonly string[] {
  const found: string[] = [];
  if (as === "identity") {
    found.push("service and resource control policies and permission boundaries: they only take away");
    if (!isBesideAdmin)
      found.push(
        "other policies of the same principal: they only add grants, or Denies (--beside-admin adds the widest)",
      );
  }
  if (as === "scp" || as === "boundary")
    found.push("what identity policies grant: the document is judged beside a statement that allows everything");
  if (as === "trust" || as === "resource")
    found.push("what the callers' own policies grant: each caller is judged beside a statement that allows everything");
  if (devices === "unknown") found.push("how many MFA devices the user has: not told (--devices N, or a snapshot)");
  return [...found, ...always];
}
