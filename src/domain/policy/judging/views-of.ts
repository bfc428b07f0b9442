import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import type { PrincipalEntry } from "../../iam/language/policy.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { ProveLayers, ProvePolicy, ProvePrincipal } from "../../iam/prove/subject.ts";
import { adminPolicy } from "../admin-policy.ts";
import { type GapView, gapView } from "./gap-view.ts";

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

/**
 * The views in which a document is judged: one for most; for a trust or resource policy one for each caller that it
 * names, because what is open to one may be closed to another. SCPs, boundaries, trust and resource policies grant
 * nothing to a user on their own: they are judged beside a statement that allows everything.
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
  const principal = principalOf(ask.principal ?? `arn:aws:iam::${defaultAccount}:user/alice`);
  const full = [...others, adminPolicy];
  switch (as) {
    case "identity":
      return [open(principal, { identity: ask.isBesideAdmin ? [judged, ...full] : ask.documents }, ask.isBesideAdmin)];
    case "boundary":
      return [open(principal, { identity: full, boundary: [judged] }, true)];
    case "session":
      return [open(principal, { identity: full, session: [judged] }, true)];
    case "endpoint":
      return [open(principal, { identity: full, endpoint: [judged] }, true)];
    case "scp":
      return [open(principal, { identity: full, scps: [[allowAll, judged]] }, true)];
    case "rcp":
      return [open(principal, { identity: full, rcps: [[allowAll, judged]] }, true)];
    case "trust":
    case "resource": {
      const callers = ask.principal === undefined ? callersOf(judged) : [principal];
      return callers.map((caller) => {
        const arns = as === "trust" ? [`arn:aws:iam::${caller.account}:role/*`] : ["*"];
        return open(
          caller,
          { identity: full, resource: { kind: as, policy: judged, arns, account: caller.account } },
          true,
        );
      });
    }
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
  for (const { principals } of policy.statements) {
    for (const entry of principals?.entries ?? []) {
      const arn = callerArn(entry);
      if (arn !== null) arns.add(arn);
    }
  }
  if (arns.size === 0) arns.add(`arn:aws:iam::${defaultAccount}:user/alice`);
  return [...arns].map(principalOf);
}

function callerArn({ type, value }: PrincipalEntry): string | null {
  if (type === "*" || (type === "AWS" && value === "*")) return `arn:aws:iam::${defaultAccount}:user/alice`;
  if (type !== "AWS") return null;
  if (/^[0-9]{12}$/.test(value)) return `arn:aws:iam::${value}:user/alice`;
  const account = /^arn:aws[a-z-]*:iam::([0-9]{12}):root$/.exec(value)?.[1];
  if (account !== undefined) return `arn:aws:iam::${account}:user/alice`;
  return value.startsWith("arn:") ? value : null;
}
