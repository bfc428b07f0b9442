import { actionIndex } from "../../iam/catalogue/action-index.ts";
import { actionPattern, coversAction } from "../../iam/language/action-pattern.ts";
import type { Policy, Statement } from "../../iam/language/policy.ts";
import { countedWrites } from "./counted-writes.ts";
import { selfServiceOnUser } from "./self-service.ts";

/** What the Allow statements of one policy reach for, whatever denies it elsewhere. */
export interface PolicyWrites {
  /** A writing action that some Allow covers; null: none does. */
  readonly any: string | null;
  /** A writing action that an Allow without condition covers on every resource. */
  readonly plain: string | null;
  /** Allow statements on calls by which users look after themselves, with these calls. */
  readonly self: readonly { readonly statement: Statement; readonly actions: readonly string[] }[];
  /** A name that the policy spells out, the catalogue does not hold, and that does not sound like reading. */
  readonly stranger: string | null;
}

/** Told before others, because everybody knows what they mean. */
const telling = [
  "iam:CreateUser",
  "iam:PutUserPolicy",
  "ec2:RunInstances",
  "s3:PutObject",
  "lambda:UpdateFunctionCode",
];

const reading = /^[^:]+:(get|list|describe|batchget|head|lookup|search|view|query|scan|check)/i;

const memo = new WeakMap<Policy, PolicyWrites>();

/** Remembered per policy, however many users carry it. */
export function policyWrites(policy: Policy): PolicyWrites {
  const known = memo.get(policy) ?? read(policy);
  memo.set(policy, known);
  return known;
}

function read({ statements }: Policy): PolicyWrites {
  const allows = statements.filter(({ effect }) => effect === "Allow");
  const isPlain = ({ conditions, resources }: Statement): boolean =>
    conditions.length === 0 && resources !== null && !resources.negated && resources.patterns.includes("*");
  return {
    any: firstOf(allows),
    plain: firstOf(allows.filter(isPlain)),
    self: allows.flatMap((statement) => {
      const covers = coverOf(statement);
      const actions = selfServiceOnUser.filter(covers);
      return actions.length === 0 ? [] : [{ statement, actions }];
    }),
    stranger: allows.map(strangerOf).find((name) => name !== null) ?? null,
  };
}

function firstOf(allows: readonly Statement[]): string | null {
  const covers = allows.map(coverOf);
  const counted = countedWrites();
  const { names, byName } = actionIndex();
  const isCovered = (name: string): boolean => covers.some((each) => each(name));
  const known = telling.find((name) => counted[byName.get(name.toLowerCase()) ?? -1] === 1 && isCovered(name));
  return known ?? names.find((name, number) => counted[number] === 1 && isCovered(name)) ?? null;
}

function coverOf({ actions: { negated, patterns } }: Statement): (name: string) => boolean {
  const services = new Set(patterns.map((pattern) => pattern.slice(0, pattern.indexOf(":")).toLowerCase()));
  // Most policies name their services: actions of others need no pattern to be tried.
  const isOpen = patterns.some((pattern) => pattern === "*" || /[*?]/.test(pattern.split(":")[0] ?? ""));
  const ready = patterns.map(actionPattern);
  return (name) => {
    const near = isOpen || services.has(name.slice(0, name.indexOf(":")));
    return (near && ready.some((pattern) => coversAction(pattern, name))) !== negated;
  };
}

function strangerOf({ actions: { negated, patterns } }: Statement): string | null {
  if (negated) return null;
  const { byName, services } = actionIndex();
  const isKnown = (pattern: string): boolean => {
    if (pattern === "*" || reading.test(pattern)) return true;
    const service = pattern.slice(0, pattern.indexOf(":")).toLowerCase();
    if (/[*?]/.test(service)) return true;
    return /[*?]/.test(pattern) ? services.includes(service) : byName.has(pattern.toLowerCase());
  };
  return patterns.find((pattern) => !isKnown(pattern)) ?? null;
}
