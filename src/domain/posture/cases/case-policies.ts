import { type Fact, seen, type Unseen } from "../../core/fact.ts";
import type { AccountKind } from "../../snapshot/account-facts.ts";
import type { OrgPolicy } from "../../snapshot/organization-facts.ts";

/** Where a case attaches a policy; `elsewhere` is another unit, off the path. */
export type CaseTarget = "root" | "unit" | "account" | "elsewhere";

/** One policy of a case: its document (or why it was not read) and where it is attached. */
export interface CasePolicy {
  readonly on: CaseTarget;
  readonly document: Readonly<Record<string, unknown>> | Unseen;
}

/** SCPs and RCPs of a case, beside the ones AWS attaches everywhere. */
export interface CasePolicies {
  readonly scp?: readonly CasePolicy[];
  readonly rcp?: readonly CasePolicy[];
  /** False: `FullAWSAccess` is not attached to the account's unit. */
  readonly fullAccessOnUnit?: boolean;
  /** Replaces everything: why the policies were not read. */
  readonly unseen?: Unseen;
}

const at = "2026-11-21T03:00:00Z";
const source = "organizations:ListPolicies";
const allowAll = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const allowAllToAll = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
};

/** Units on the path of a case account: the management account lies under the root itself. */
export function unitPath(kind: AccountKind): string[] {
  return kind === "management" ? ["r-ex01"] : ["r-ex01", "ou-ex01-workload"];
}

/** A policy document of one statement. */
export function oneStatement(statement: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { Version: "2012-10-17", Statement: [statement] };
}

/** The policies of a case as facts, and their documents by hash. */
export function casePolicies(
  from: CasePolicies,
  account: string,
): { readonly policies: Fact<OrgPolicy[]>; readonly document: (sha256: string) => unknown } {
  if (from.unseen !== undefined) return { policies: from.unseen, document: () => undefined };
  const documents = new Map<string, unknown>([
    ["full-scp", allowAll],
    ["full-rcp", allowAllToAll],
  ]);
  const targets = { root: "r-ex01", unit: "ou-ex01-workload", account, elsewhere: "ou-ex01-elsewhere" };
  const onUnit = from.fullAccessOnUnit === false ? [] : [targets.unit];
  const policies: OrgPolicy[] = [
    policy("p-FullAWSAccess", "SERVICE_CONTROL_POLICY", "full-scp", [targets.root, ...onUnit, account]),
    policy("p-RCPFullAWSAccess", "RESOURCE_CONTROL_POLICY", "full-rcp", []),
  ];
  const add = (type: OrgPolicy["type"], prefix: string, list: readonly CasePolicy[]): void => {
    for (const [index, one] of list.entries()) {
      const id = `p-${prefix}${index}`;
      const made = policy(id, type, id, [targets[one.on]]);
      if (isUnseen(one.document)) policies.push({ ...made, document: one.document });
      else {
        documents.set(id, one.document);
        policies.push(made);
      }
    }
  };
  add("SERVICE_CONTROL_POLICY", "scp", from.scp ?? []);
  add("RESOURCE_CONTROL_POLICY", "rcp", from.rcp ?? []);
  return { policies: seen(policies, source, at), document: (sha256) => documents.get(sha256) };
}

function policy(id: string, type: OrgPolicy["type"], sha256: string, on: readonly string[]): OrgPolicy {
  const document = seen({ sha256 }, "organizations:DescribePolicy", at);
  const targets = seen([...on], "organizations:ListTargetsForPolicy", at);
  return { id, name: id, type, awsManaged: id.includes("FullAWSAccess"), document, targets };
}

function isUnseen(document: CasePolicy["document"]): document is Unseen {
  return "status" in document && document["status"] === "unknown";
}
