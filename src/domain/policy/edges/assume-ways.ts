import type { ProvePolicy } from "../../iam/prove/subject.ts";
import type { ModelPrincipal } from "../account-model.ts";
import type { AccountIndex } from "./account-index.ts";
import { signatures } from "./alike-targets.ts";
import { assumeCall, type Call, type Facts, type TrustSide } from "./call.ts";
import type { Caller } from "./caller.ts";
import { isPersonal, mentionedKeys } from "./mentioned-keys.ts";
import { factsKey, type Questions } from "./questions.ts";
import { targetFacts } from "./target-facts.ts";
import { type Way, wayOf } from "./way.ts";

/** The trust policy that AssumeRole meets: the role's own, or one written on the way. */
export type Trust = "own" | "names-caller" | "names-account";

/** AssumeRole of roles by one caller, with as few questions as there are kinds of trust. */
export interface Assuming {
  /** Cell by cell; null where it is closed. */
  readonly ways: (role: ModelPrincipal, trust: Trust) => readonly (Way | null)[];
}

interface Remembered {
  readonly calls: Map<string, Call>;
  readonly written: ReadonlyMap<Trust, ProvePolicy>;
}

const remembered = new WeakMap<Questions, Remembered>();

/** The ways of a caller into roles. */
export function assuming(index: AccountIndex, caller: Caller): Assuming {
  const { who, shared } = caller;
  const { calls, written } = rememberedOf(shared);
  const signature = signatures(shared, "sts:AssumeRole");
  const { arn } = who.principal;
  const own = arn === shared.subject.principal.arn ? written : writtenBy(who.principal);
  return {
    ways: (role, trust) => {
      const side = sideOf(role, trust, own);
      if (side === null) return shared.cells.map(() => null);
      const facts = factsOf(shared, role, side);
      const call = assumeCall(side, facts);
      if (trust === "own" && looksAtCaller(side, arn)) {
        return caller
          .own()
          .verdicts(call)
          .map((verdict) => wayOf(verdict, call));
      }
      // Callers that are alike share the question of the first of them, with a trust policy that names that one.
      const text = trust === "own" ? index.trustText(role) : trust;
      const key = `${signature(side.arn)} ${side.account} ${factsKey(facts)} ${text}`;
      const alike = calls.get(key) ?? assumeCall(sideOf(role, trust, written) ?? side, facts);
      calls.set(key, alike);
      return shared.verdicts(alike).map((verdict) => wayOf(verdict, call));
    },
  };
}

function rememberedOf(questions: Questions): Remembered {
  const found = remembered.get(questions) ?? {
    calls: new Map<string, Call>(),
    written: writtenBy(questions.subject.principal),
  };
  remembered.set(questions, found);
  return found;
}

function writtenBy({ arn, account }: { readonly arn: string; readonly account: string }): Remembered["written"] {
  return new Map([
    ["names-caller", trustIn(arn)],
    ["names-account", trustIn(account)],
  ]);
}

function sideOf(role: ModelPrincipal, trust: Trust, written: ReadonlyMap<Trust, ProvePolicy>): TrustSide | null {
  const { arn, account, trust: own } = role.principal;
  const policy = trust === "own" ? own : written.get(trust);
  return policy === undefined ? null : { arn, account, policy };
}

function factsOf(questions: Questions, role: ModelPrincipal, { policy }: TrustSide): Facts {
  const known = targetFacts(questions, "sts:AssumeRole", role);
  if ("unknown" in policy) return known;
  const tags = [...mentionedKeys(policy.policy)].filter((key) => /^(aws|iam):resourcetag\//.test(key));
  const more = tags.filter((key) => !known.some(([each]) => each === key)).map((key) => [key, "unknown"] as const);
  return [...known, ...more];
}

/** Whether a trust policy can tell one caller of the account from another. */
function looksAtCaller({ policy }: TrustSide, caller: string): boolean {
  if ("unknown" in policy) return false;
  if (isPersonal(policy.policy)) return true;
  const name = caller.slice(caller.lastIndexOf("/") + 1);
  return policy.policy.statements.some(({ principals }) =>
    principals?.entries.some(({ value }) => value === caller || value.includes(`/${name}`)),
  );
}

/** A trust policy that names a principal, or an account as a whole. */
function trustIn(value: string): ProvePolicy {
  const statement = {
    index: 0,
    sid: null,
    effect: "Allow",
    actions: { negated: false, patterns: ["sts:AssumeRole"] },
    resources: null,
    principals: { negated: false, entries: [{ type: "AWS", value }] },
    conditions: [],
  } as const;
  return { name: "the new trust policy", policy: { version: "2012-10-17", statements: [statement] } };
}
