import { rootArn } from "../../core/arn.ts";
import type { Caller } from "../../iam/decide/question.ts";
import { globTokens } from "../../iam/language/glob.ts";
import { globsOverlap } from "../../iam/language/glob-overlap.ts";
import { arnIsAmong } from "../read/arn-is-among.ts";

/** Kinds of principal of a member that SCPs bind. Service-linked roles are exempt by AWS. */
export const probeKinds = ["role", "user", "root"] as const;

/** See `probeKinds`. */
export type ProbeKind = (typeof probeKinds)[number];

/** Where principals live. */
export interface ProbeSite {
  readonly partition: string;
  readonly account: string;
}

// A name that no policy writes: what covers it covers any name.
const anyName = "zq7-unnamed-x9";

/** A principal of the kind whose name no pattern can mean. */
export function anyPrincipal(kind: ProbeKind, site: ProbeSite): Caller {
  return principal(
    kind,
    kind === "root" ? rootArn(site.partition, site.account) : `${prefix(kind, site)}${anyName}`,
    site,
  );
}

/**
 * A principal of the kind that the pattern means: `instance`; `none` when the pattern covers no such principal of this
 * account, or only service-linked roles; `unclear` when it may but no instance could be built.
 */
export function principalIn(
  pattern: string,
  kind: ProbeKind,
  site: ProbeSite,
): { readonly status: "instance"; readonly caller: Caller } | { readonly status: "none" | "unclear" } {
  if (kind === "root") {
    const root = anyPrincipal(kind, site);
    return arnIsAmong(root.arn, [pattern]) ? { status: "instance", caller: root } : { status: "none" };
  }
  const own = prefix(kind, site);
  if (pattern.includes("${")) return { status: "unclear" };
  // Letter case is ignored here because some operators do: too much overlap only makes the answer less sure.
  const [theirs, mine] = [globTokens(pattern.toLowerCase()), globTokens(`${own}*`.toLowerCase())];
  if (!globsOverlap(theirs, mine)) return { status: "none" };
  const candidates = [filled(pattern, site), `${own}${fill(pattern)}`, `${own}${fill(afterLast(pattern))}`];
  const arn = candidates.find((each) => each.startsWith(own) && arnIsAmong(each, [pattern]));
  if (arn === undefined) return { status: "unclear" };
  if (arn.startsWith(`${own}aws-service-role/`) && kind === "role") return { status: "none" };
  return { status: "instance", caller: principal(kind, arn, site) };
}

function principal(kind: ProbeKind, arn: string, site: ProbeSite): Caller {
  return { arn, account: site.account, kind, management: false, tags: {} };
}

function prefix(kind: "role" | "user", site: ProbeSite): string {
  return `arn:${site.partition}:iam::${site.account}:${kind}/`;
}

// Segment by segment: what is a wildcard in partition, service, region or account becomes this account's own.
function filled(pattern: string, site: ProbeSite): string {
  const [head = "", partition = "", service = "", region = "", account = "", ...rest] = pattern.split(":");
  const own = (segment: string, mine: string): string => (arnIsAmong(mine, [segment]) ? mine : segment);
  const first = [own(head, "arn"), own(partition, site.partition), own(service, "iam"), own(region, "")];
  return [...first, own(account, site.account), fill(rest.join(":"))].join(":");
}

function fill(pattern: string): string {
  return pattern.replaceAll("*", anyName).replaceAll("?", "q");
}

function afterLast(pattern: string): string {
  return pattern.replace(/^\*+/, "").replace(/^[^/]*\//, "");
}
