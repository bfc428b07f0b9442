import type { Policy } from "../../iam/language/policy.ts";
import type { AccountModel, ModelPrincipal } from "../account-model.ts";
import { type Trusting, trustOf } from "./service-trust.ts";

/** What the ways ask of an account, found once. */
export interface AccountIndex {
  readonly model: AccountModel;
  readonly users: readonly ModelPrincipal[];
  /** Roles that can be changed and handed over: neither service-linked nor under `/aws-reserved/`. */
  readonly roles: readonly ModelPrincipal[];
  /** Those of the roles that admit a service. */
  readonly trusting: (service: string) => readonly Trusting[];
  /**
   * Every role whose trust policy may let a caller in: it names the caller or everybody, or nobody could read it; with a
   * grant of AssumeRole also those that name the account.
   */
  readonly mayAdmit: (caller: ModelPrincipal, hasGrant: boolean) => readonly ModelPrincipal[];
  /** A text that is the same for equal trust policies. */
  readonly trustText: (role: ModelPrincipal) => string;
}

/** Reads an account once. */
export function accountIndex(model: AccountModel): AccountIndex {
  const roles = model.principals.filter(({ principal }) => isOpenToChange(principal.arn, principal.kind));
  const open: ModelPrincipal[] = [];
  const named = new Map<string, ModelPrincipal[]>();
  for (const role of model.principals) {
    const { trust } = role.principal;
    if (trust === undefined) continue;
    const names = "unknown" in trust ? null : namesIn(trust.policy);
    if (names === null) open.push(role);
    else for (const name of names) named.set(name, [...(named.get(name) ?? []), role]);
  }
  const byService = new Map<string, readonly Trusting[]>();
  const texts = new WeakMap<ModelPrincipal, string>();
  return {
    model,
    users: model.principals.filter(({ principal }) => principal.kind === "user"),
    roles,
    trusting: (service) => {
      const found =
        byService.get(service) ??
        roles.map((role) => trustOf(model, role, service)).filter((each): each is Trusting => each !== null);
      byService.set(service, found);
      return found;
    },
    mayAdmit: ({ principal }, hasGrant) => {
      const { arn, kind, account } = principal;
      const session = kind === "user" ? [] : (named.get(`session ${lastPart(arn)}`) ?? []);
      const whole = hasGrant ? (named.get(`account ${account}`) ?? []) : [];
      return [...new Set([...open, ...(named.get(arn) ?? []), ...session, ...whole])];
    },
    trustText: (role) => {
      const { trust } = role.principal;
      const text = texts.get(role) ?? JSON.stringify(trust === undefined || "unknown" in trust ? trust : trust.policy);
      texts.set(role, text);
      return text;
    },
  };
}

/** False for roles that belong to AWS: service-linked ones, and those under `/aws-reserved/`. */
export function isOpenToChange(arn: string, kind: ModelPrincipal["principal"]["kind"]): boolean {
  return kind === "role" && !arn.includes(":role/aws-service-role/") && !arn.includes(":role/aws-reserved/");
}

/** Whom a trust policy names one by one; null when it may name more. Services and identity providers do not count. */
function namesIn({ statements }: Policy): readonly string[] | null {
  const found: string[] = [];
  for (const { effect, principals } of statements) {
    if (effect !== "Allow" || principals === null) continue;
    if (principals.negated) return null;
    for (const { type, value } of principals.entries) {
      if (type === "Service" || type === "Federated") continue;
      if (type !== "AWS") return null;
      const whole = /^(?:arn:[^:]*:iam::)?([0-9]{12})(?::root)?$/.exec(value)?.[1];
      const [, , service, , , resource = ""] = value.split(":");
      const session = service === "sts" ? /^assumed-role\/([^/]+)/.exec(resource)?.[1] : undefined;
      // The id of a deleted principal is nobody.
      if (/^A[A-Z0-9]{15,}$/.test(value)) continue;
      if (whole !== undefined) found.push(`account ${whole}`);
      else if (session !== undefined) found.push(`session ${session}`);
      else if (service === "iam") found.push(value);
      else return null;
    }
  }
  return found;
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
