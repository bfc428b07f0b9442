import { rootArn } from "../../core/arn.ts";
import type { Caller } from "../../iam/decide/question.ts";
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

/** How a probe is written for people: a star where any name may stand. */
export function shownPrincipal(arn: string): string {
  return arn.replaceAll(anyName, "*");
}

/** A principal of the kind whose name no pattern can mean; of root there is only one. */
export function anyPrincipal(kind: ProbeKind, site: ProbeSite): Caller {
  if (kind === "root") return principal(kind, rootArn(site.partition, site.account), site);
  return principal(kind, `${prefix(kind, site)}${anyName}`, site);
}

/**
 * Principals of the kind that stand for all which a pattern may mean, read as an ARN pattern (each segment on its own)
 * and as plain text; none when it means no such principal of this account, or service-linked roles alone. Null when the
 * pattern holds a policy variable. Root needs none: it is its own only instance.
 */
export function principalsIn(
  pattern: string,
  kind: Exclude<ProbeKind, "root">,
  site: ProbeSite,
): readonly Caller[] | null {
  if (pattern.includes("${")) return null;
  const own = prefix(kind, site);
  const rests = new Set([...segmentRemainders(pattern, kind, site), ...remainders(pattern, own)]);
  return [...rests]
    .map((rest) => rest.replaceAll("*", anyName).replaceAll("?", "q"))
    .filter((name) => name !== "" && !(kind === "role" && name.startsWith("aws-service-role/")))
    .map((name) => principal(kind, own + name, site));
}

function principal(kind: ProbeKind, arn: string, site: ProbeSite): Caller {
  return { arn, account: site.account, kind, management: false, tags: {} };
}

function prefix(kind: "role" | "user", site: ProbeSite): string {
  return `arn:${site.partition}:iam::${site.account}:${kind}/`;
}

function segmentRemainders(pattern: string, kind: "role" | "user", site: ProbeSite): readonly string[] {
  const [head = "", partition = "", service = "", region = "", account = "", ...rest] = pattern.split(":");
  if (rest.length === 0) return [];
  const own = ["arn", site.partition, "iam", "", site.account];
  const given = [head, partition, service, region, account];
  const covers = given.every((segment, index) => arnIsAmong(own[index] ?? "", [segment.toLowerCase()]));
  return covers ? remainders(rest.join(":"), `${kind}/`) : [];
}

/**
 * What is left of a glob after it has matched `text`: all patterns that together mean every continuation. Letter case
 * does not count here, because some operators ignore it; a continuation too many is tried in vain and does no harm.
 */
function remainders(pattern: string, text: string): readonly string[] {
  let states = new Set([pattern]);
  for (const sign of text.toLowerCase()) {
    const next = new Set<string>();
    for (const state of states) for (const rest of after(state, sign)) next.add(rest);
    states = next;
  }
  return [...states];
}

function after(pattern: string, sign: string): readonly string[] {
  const [first] = pattern;
  if (first === undefined) return [];
  const rest = pattern.slice(1);
  if (first === "*") return [pattern, ...after(rest, sign)];
  return first === "?" || first.toLowerCase() === sign ? [rest] : [];
}
