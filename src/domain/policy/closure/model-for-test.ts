import { parsePolicy } from "../../iam/language/parse-policy.ts";
import type { PolicyKind } from "../../iam/language/policy-kind.ts";
import { prover } from "../../iam/prove/prover.ts";
import type { ProveLayer } from "../../iam/prove/subject.ts";
import type { AccountModel, CredentialFacts, ModelPrincipal } from "../account-model.ts";
import type { EdgeFinder } from "../edges/edge-finder.ts";
import { escalationEdges } from "../edges/escalation-edges.ts";
import { adminsOf, type Reaching } from "./admins-of.ts";
import { moveFilter } from "./can-move.ts";
import { closure, type Closure } from "./closure.ts";

/** A principal of a test; documents as JSON. */
export interface TestPrincipal extends Partial<CredentialFacts> {
  readonly name: string;
  readonly identity?: readonly unknown[];
  readonly boundary?: readonly unknown[];
  /** Managed policies by ARN. */
  readonly attached?: Readonly<Record<string, unknown>>;
  /** A group with inline policies. */
  readonly group?: { readonly name: string; readonly inline: readonly unknown[] };
  /** Makes it a role. */
  readonly trust?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** An account of a test. */
export interface TestAccount extends Partial<Pick<AccountModel, "account" | "kind" | "members">> {
  readonly principals: readonly TestPrincipal[];
  readonly scps?: readonly (readonly unknown[])[];
}

const shelf = new Map<string, ReturnType<typeof parsePolicy>>();

/** Parses a document once, however many principals carry it. */
function policyOf(document: unknown, kind: PolicyKind): ReturnType<typeof parsePolicy> {
  const key = `${kind} ${JSON.stringify(document)}`;
  const known = shelf.get(key) ?? parsePolicy(document, kind);
  shelf.set(key, known);
  return known;
}

/** Builds an account for tests of the closure: users have a key, no password and no device unless the test says so. */
export function modelForTest(test: TestAccount): AccountModel {
  const account = test.account ?? "111122223333";
  const layer = (documents: readonly unknown[], kind: PolicyKind): ProveLayer =>
    documents.map((document, at) => ({ name: `${kind}[${at}]`, policy: policyOf(document, kind) }));
  return {
    account,
    partition: "aws",
    kind: test.kind ?? "member",
    scps: test.scps?.map((each) => layer(each, "scp")),
    principals: test.principals.map((each): ModelPrincipal => {
      const kind = each.trust === undefined ? "user" : "role";
      const named = (document: unknown, name: string) => ({ name, policy: policyOf(document, "identity") });
      const own = (each.identity ?? []).map((document, at) => named(document, `inline p${at} of ${each.name}`));
      const managed = Object.entries(each.attached ?? {}).map(([arn, document]) => named(document, arn));
      const { group } = each;
      const ofGroup = (group?.inline ?? []).map((document, at) =>
        named(document, `inline g${at} of group ${group?.name}`),
      );
      return {
        principal: {
          arn: `arn:aws:iam::${account}:${kind}${each.path ?? "/"}${each.name}`,
          account,
          kind,
          name: each.name,
          management: test.kind === "management",
          identity: [...own, ...managed, ...ofGroup],
          ...(each.boundary === undefined ? {} : { boundary: layer(each.boundary, "boundary") }),
          ...(each.trust === undefined ? {} : { trust: { name: "trust", policy: policyOf(each.trust, "trust") } }),
          tags: each.tags ?? {},
          isSso: false,
        },
        credentials:
          kind === "role"
            ? null
            : {
                keys: each.keys ?? 1,
                hasKey: each.hasKey ?? true,
                hasPassword: each.hasPassword ?? false,
                devices: each.devices ?? 0,
              },
        attached: Object.keys(each.attached ?? {}),
        inline: own.map(({ name }) => name),
        groups:
          group === undefined
            ? []
            : [
                {
                  name: group.name,
                  arn: `arn:aws:iam::${account}:group/${group.name}`,
                  attached: [],
                  inline: ofGroup.map(({ name }) => name),
                },
              ],
        boundary: each.boundary === undefined ? null : "arn:aws:iam::aws:policy/Boundary",
      };
    }),
    otherVersions: new Map(
      test.principals.flatMap(({ attached = {} }) => Object.keys(attached).map((arn) => [arn, []])),
    ),
    members: test.members ?? [],
    instant: Date.UTC(2026, 10, 1),
  };
}

const engine = prover();
/** The closure of some accounts. */
export function closureForTest(
  accounts: readonly TestAccount[],
  finder: (model: AccountModel) => EdgeFinder = (model) => escalationEdges(model, engine),
  toward?: string,
): Closure {
  return closure(accounts.map(modelForTest), { engine, finder, filter: moveFilter(), toward });
}

/** Who is administrator of the first account, by name: `certain direct true` (verdict, how, without MFA). */
export function adminsForTest(
  accounts: readonly TestAccount[],
  finder?: (model: AccountModel) => EdgeFinder,
  toward?: string,
): Readonly<Record<string, string>> {
  const found = adminsOf(closureForTest(accounts, finder, toward), accounts[0]?.account ?? "111122223333");
  return Object.fromEntries(found.map((each) => [each.who.principal.name, line(each)]));
}

function line({ verdict, told, withoutMfa }: Reaching): string {
  return `${verdict} ${told.isDirect ? "direct" : "escalation"} ${withoutMfa}`;
}
