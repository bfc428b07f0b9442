import { actionIndex } from "../../iam/catalogue/action-index.ts";
import { actionPattern, coversAction } from "../../iam/language/action-pattern.ts";
import { glob, matchesGlob } from "../../iam/language/glob.ts";
import type { Policy, Statement } from "../../iam/language/policy.ts";
import { countedWrites, isCountedWrite } from "./counted-writes.ts";
import { selfServiceOnUser } from "./self-service.ts";

/** What the Allow statements of one policy reach for, whatever denies it elsewhere. */
export interface PolicyWrites {
  /** True when some Allow covers a writing action. */
  readonly hasWrites: boolean;
  /** One writing request for each Allow that has one; enough to ask about before anything is searched. */
  readonly samples: readonly SampleRequest[];
  /** Allow statements on calls by which users look after themselves, with these calls. */
  readonly self: readonly { readonly statement: Statement; readonly actions: readonly string[] }[];
  /** A name that the policy spells out, the catalogue does not hold, and that does not sound like reading. */
  readonly stranger: string | null;
}

/** A request; `resource` may hold `{account}`, `{partition}` and `{user}`, which the user fills in. */
export interface SampleRequest {
  readonly action: string;
  readonly resource: string;
}

/** Told before others, because everybody knows what they mean. */
export const tellingWrites: readonly string[] = [
  "iam:PutUserPolicy",
  "iam:CreateUser",
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
  return {
    hasWrites: allows.some((each) => !writesCovered(each).next().done),
    samples: allows.flatMap(sampleOf),
    self: allows.flatMap((statement) => {
      const actions = selfServiceOnUser.filter(coverOf(statement));
      return actions.length === 0 ? [] : [{ statement, actions }];
    }),
    stranger: allows.map(strangerOf).find((name) => name !== null) ?? null,
  };
}

/** The writing actions of a statement, those that tell most first; of services that it does not name none is tried. */
function* writesCovered(statement: Statement): Generator<string> {
  const { negated, patterns } = statement.actions;
  const covers = coverOf(statement);
  for (const name of tellingWrites) if (covers(name) && isCountedWrite(name)) yield name;
  const { names, services, starts } = actionIndex();
  const counted = countedWrites();
  const named = new Set(patterns.map(serviceOf));
  const isOpen = negated || [...named].some((service) => /[*?]/.test(service));
  for (const [place, service] of services.entries()) {
    if (!isOpen && !named.has(service)) continue;
    for (let number = starts[place] ?? 0; number < (starts[place + 1] ?? 0); number += 1) {
      const name = names[number] ?? "";
      if (counted[number] === 1 && covers(name)) yield name;
    }
  }
}

const mostTries = 100;

/** The first writing action that goes to what the statement names: an Allow on a bucket allows no call on a user. */
function sampleOf(statement: Statement): readonly SampleRequest[] {
  const { resources } = statement;
  if (resources === null || resources.negated) return [];
  const instances = resources.patterns
    .map((pattern) => pattern.replaceAll(/\$\{aws:username\}/gi, "{user}"))
    .filter((pattern) => !pattern.includes("${"))
    .map(instanceOf);
  if (instances.length === 0) return [];
  let tries = 0;
  for (const action of writesCovered(statement)) {
    const resource = resourceFor(action, instances);
    if (resource !== null) return [{ action, resource }];
    tries += 1;
    if (tries === mostTries) break;
  }
  return [];
}

/** One thing that a pattern of a policy means: a name for every star. */
function instanceOf(pattern: string): string {
  if (pattern === "*") return pattern;
  const [head = "", partition = "", service = "", region = "", account = "", ...rest] = pattern.split(":");
  const place = [partition.replace("*", "{partition}"), service, region.replace("*", "us-east-1")];
  const name = rest.join(":").replaceAll("*", "zq7-unnamed-x9").replaceAll("?", "q");
  return [head, ...place, account.replace("*", "{account}"), name].join(":");
}

/** A resource of the action among the instances; null: none of them is of a kind that the action goes to. */
function resourceFor(action: string, instances: readonly string[]): string | null {
  const { byName, typesOf, resourceTypes } = actionIndex();
  const forms = resourceTypes[typesOf[byName.get(action.toLowerCase()) ?? -1] ?? -1]?.patterns ?? [];
  const [first] = forms;
  if (instances.includes("*")) return first === undefined ? "*" : instanceOf(`arn:*:${first}`);
  return instances.find((instance) => forms.some((form) => matchesGlob(glob(`arn:*:${form}`), instance))) ?? null;
}

function coverOf({ actions: { negated, patterns } }: Statement): (name: string) => boolean {
  const ready = patterns.map(actionPattern);
  return (name) => ready.some((pattern) => coversAction(pattern, name)) !== negated;
}

function strangerOf({ actions: { negated, patterns } }: Statement): string | null {
  if (negated) return null;
  const { byName, services } = actionIndex();
  const isKnown = (pattern: string): boolean => {
    if (reading.test(pattern)) return true;
    const service = serviceOf(pattern);
    if (/[*?]/.test(service)) return true;
    return /[*?]/.test(pattern) ? services.includes(service) : byName.has(pattern.toLowerCase());
  };
  return patterns.find((pattern) => !isKnown(pattern)) ?? null;
}

/** The service of an action or pattern in lower case; `*` of the bare star. */
function serviceOf(action: string): string {
  const colon = action.indexOf(":");
  return (colon < 0 ? action : action.slice(0, colon)).toLowerCase();
}
