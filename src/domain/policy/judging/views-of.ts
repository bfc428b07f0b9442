import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import type { PrincipalEntry } from "../../iam/language/policy.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { ProveLayers, ProvePolicy, ProvePrincipal } from "../../iam/prove/subject.ts";
import { adminPolicy } from "../admin-policy.ts";
import { type GapView, gapView } from "./gap-view.ts";
import { partitionsOf } from "./partitions-of.ts";

/** A document to judge, and beside what. */
export interface JudgeAsk {
  /** What the first document is. */
  readonly as: PolicyKind;
  /** The first is judged; the others are identity policies of the same principal. */
  readonly documents: readonly ProvePolicy[];
  /** ARN of a user or role; alice of account 111122223333, or whom a trust or resource policy names, when absent. */
  readonly principal?: string | undefined;
  readonly isBesideAdmin: boolean;
  readonly devices: number | "unknown";
  readonly instant: number;
}

/** The account that documents are judged in when nobody says another. */
export const defaultAccount = "111122223333";

/** The user that documents are judged for when nobody says another. */
export function defaultUser(partition: string, account: string = defaultAccount): string {
  return `arn:${partition}:iam::${account}:user/alice`;
}

/**
 * The views in which a document is judged: one for most, or one for each partition that it names; for a trust or
 * resource policy one for each caller that it names, because what is open to one may be closed to another. SCPs, boundaries,
 * trust and resource policies grant nothing to a user on their own: they are judged beside a statement that allows
 * everything.
 */
export function viewsOf(engine: Prover, ask: JudgeAsk): readonly GapView[] {
  const [judged, ...others] = ask.documents;
  if (judged === undefined) return [];
  const { as, devices, instant } = ask;
  const open = (principal: ProvePrincipal, layers: ProveLayers, isBesideAdmin: boolean): GapView =>
    gapView(engine, {
      as,
      isBesideAdmin,
      subject: { principal, credential: "policy-text", layers, devices, instant },
    });
  const full = [...others, adminPolicy];
  if (as === "trust" || as === "resource") {
    const callers = ask.principal === undefined ? callersOf(judged) : [principalOf(ask.principal)];
    return callers.map((caller) => {
      const partition = caller.arn.split(":")[1] ?? "aws";
      const arns = as === "trust" ? [`arn:${partition}:iam::${caller.account}:role/*`] : ["*"];
      return open(
        caller,
        { identity: full, resource: { kind: as, policy: judged, arns, account: caller.account } },
        true,
      );
    });
  }
  const users = partitionsOf(judged.policy).map((partition) => defaultUser(partition));
  const bound = layersOf(as, judged, full);
  return (ask.principal === undefined ? users : [ask.principal])
    .map(principalOf)
    .map((principal) =>
      as === "identity" && !ask.isBesideAdmin
        ? open(principal, { identity: ask.documents }, false)
        : open(principal, bound, true),
    );
}

/** The layers of a document beside a statement that allows everything. */
function layersOf(
  as: Exclude<PolicyKind, "trust" | "resource">,
  judged: ProvePolicy,
  full: readonly ProvePolicy[],
): ProveLayers {
  switch (as) {
    case "identity":
      return { identity: [judged, ...full] };
    case "boundary":
      return { identity: full, boundary: [judged] };
    case "session":
      return { identity: full, session: [judged] };
    case "endpoint":
      return { identity: full, endpoint: [judged] };
    case "scp":
      return { identity: full, scps: [[allowAll, judged]] };
    case "rcp":
      return { identity: full, rcps: [[allowAll, judged]] };
  }
}

/** `FullAWSAccess`, which stands beside every other SCP and RCP unless somebody takes it off. */
const allowAll: ProvePolicy = { ...adminPolicy, name: "FullAWSAccess" };

/** A principal from its ARN; what its ARN does not tell is not known. */
export function principalOf(arn: string): ProvePrincipal {
  const [, , service = "", , account = defaultAccount, ...rest] = arn.split(":");
  const name = rest.join(":");
  const isRole = name.startsWith("role/") || (service === "sts" && name.startsWith("assumed-role/"));
  const kind =
    name === "root"
      ? "root"
      : name.startsWith("role/aws-service-role/")
        ? "service-linked-role"
        : isRole
          ? "role"
          : "user";
  return { arn, account, kind, management: false, tags: {} };
}

/** Whom a document names, each as somebody who may call; alice of the default account for `*` and services. */
function callersOf({ policy }: ProvePolicy): readonly ProvePrincipal[] {
  const arns = new Set<string>();
  const partitions = partitionsOf(policy);
  for (const { principals } of policy.statements) {
    for (const entry of principals?.entries ?? []) {
      for (const partition of partitions) {
        const arn = callerArn(entry, partition);
        if (arn !== null) arns.add(arn);
      }
    }
  }
  if (arns.size === 0) for (const partition of partitions) arns.add(defaultUser(partition));
  return [...arns].map(principalOf);
}

function callerArn({ type, value }: PrincipalEntry, partition: string): string | null {
  if (type === "*" || (type === "AWS" && value === "*")) return defaultUser(partition);
  if (type !== "AWS") return null;
  if (/^[0-9]{12}$/.test(value)) return defaultUser(partition, value);
  const [, named, account] = /^arn:(aws[a-z-]*):iam::([0-9]{12}):root$/.exec(value) ?? [];
  if (named !== undefined && account !== undefined) return defaultUser(named, account);
  return value.startsWith("arn:") ? value : null;
}
