import type { ActionUniverse } from "./actions/action-universe.ts";
import { type ActionSet, hasOne } from "./actions/action-set.ts";
import { anyArn, type FormPair, formsOf } from "./actions/resource-forms.ts";
import type { ArnTests } from "./arn-tests.ts";
import type { Cell } from "./cell.ts";
import type { LayerRef, ResourceForm } from "./certificate.ts";
import { keyDomain } from "./facts/key-domains.ts";
import type { ServiceRules } from "./facts/service-rules.ts";
import type { Group } from "./groups.ts";
import { formulaOf } from "./layers/formula-of.ts";
import type { LayerDocuments } from "./layers/layer-documents.ts";
import type { LiveStatement } from "./layers/live-statement.ts";
import type { Problem, ProblemLayer, ProblemResources, ProblemStatement, Side } from "./solve/problem.ts";
import type { Subject } from "./subject.ts";
import type { KeyDomain } from "./values/key-domain.ts";

/** What a question about some actions in one cell is made from. */
export interface CellContext {
  readonly subject: Subject;
  readonly cell: Cell;
  readonly layers: readonly LayerDocuments[];
  readonly live: readonly LiveStatement[];
  readonly rules: ServiceRules;
  readonly universe: ActionUniverse;
  readonly partition: string;
  readonly arns: ArnTests;
  /** Actions that can concern the resource whose policy is given; null when none is. */
  readonly asked: ActionSet | null;
  /** Remembers the forms that calls of this account have, by the text of a group. */
  readonly formsKnown: (key: string, make: () => FormPair) => FormPair;
  /** Patterns of the ARNs that the question is about; null when it is about any. */
  readonly named: readonly string[] | null;
}

/** What is asked about: actions of the catalogue and symbolic classes, or one name that only a policy spells out. */
export type Asked =
  | { readonly kind: "group"; readonly group: Group }
  | { readonly kind: "name"; readonly name: string };

/** The question for one group, or for one name; `forms` replaces the resources it can have. */
export function problemFor(context: CellContext, asked: Asked, forms: FormPair): Problem {
  const { subject, universe, layers, live } = context;
  const sample = asked.kind === "group" ? asked.group.sample : null;
  const action = sample === null ? nameOf(asked) : universe.nameOf(sample).toLowerCase();
  const service = action.slice(0, action.indexOf(":"));
  const binding = layers.filter((layer) => layer.services === null || layer.services.has(service));
  const covers = (statement: LiveStatement): "yes" | "no" | "may" => {
    if (asked.kind === "name") return statement.indexed.coverName(asked.name);
    const { sure, possible } = statement.indexed.cover;
    if (sample === null || !hasOne(possible, sample)) return "no";
    return hasOne(sure, sample) ? "yes" : "may";
  };
  const refs = new Set(binding.map((layer) => layer.ref));
  const statements = live.flatMap((each): readonly { each: LiveStatement; made: ProblemStatement }[] => {
    const cover = refs.has(each.ref.layer) ? covers(each) : "no";
    if (cover === "no") return [];
    const isElsewhere =
      each.effect === "Deny" && each.ref.layer.startsWith("rcps") && subject.layers.resource === undefined;
    const doubt =
      each.doubt ??
      (isElsewhere ? rcpDoubt : cover === "yes" ? null : `${each.name}: whether it covers ${action} is not known`);
    const isFull = sample !== null && hasOne(each.indexed.full, sample);
    const resource = isFull ? null : each.resource(service);
    const atoms = resource === null ? each.conditions : [resource, ...each.conditions];
    return [{ each, made: { ref: each.ref, name: each.name, effect: each.effect, atoms, doubt } }];
  });
  const allows = new Map<LayerRef, ProblemLayer>();
  for (const layer of binding)
    addLayer(allows, layer, statements, isRcp(layer) && subject.layers.resource === undefined);
  const unread = binding.find((layer) => layer.unknown !== null);
  return {
    layers: allows,
    denies: statements.filter(({ each }) => each.effect === "Deny").map(({ made }) => made),
    mayDeny: unread === undefined ? null : unreadText(unread),
    formula: formulaOf(subject, new Set(allows.keys()), action),
    resources: resourcesOf(context, asked, forms),
    domain: (key, side) => domainOf(context, key, side),
  };
}

/** The forms of a group; symbolic classes have any ARN or none. */
export function groupForms({ universe, partition, subject, named, formsKnown }: CellContext, group: Group): FormPair {
  const { principal } = subject;
  const types = universe.index.resourceTypes[universe.index.typesOf[group.sample] ?? 0];
  if (group.sample >= universe.known || types === undefined) return symbolicForms(partition);
  const forms = formsKnown(group.forms, () =>
    formsOf(types, group.rule, partition, principal.account, principal.management),
  );
  // A question about ARNs is not about requests without any, unless the action never has one.
  if (named === null || types.patterns.length === 0) return forms;
  const isArn = ({ kind }: ResourceForm): boolean => kind === "arn";
  const isBound = group.rule === "organization-call" && !principal.management;
  return {
    sure: forms.sure.filter(isArn),
    possible: forms.possible.filter(isArn),
    doubt: isBound ? forms.doubt : null,
  };
}

/** The forms of actions that the catalogue does not know. */
export function symbolicForms(partition: string): FormPair {
  const both: readonly ResourceForm[] = [{ kind: "none" }, anyArn(partition)];
  return {
    sure: both,
    possible: both,
    doubt: "the resource types of an action that is not in the catalogue are not known",
  };
}

const rcpDoubt = "whether the resource stands in an account under this resource control policy is not known";

function isRcp(layer: LayerDocuments): boolean {
  return layer.ref.startsWith("rcps");
}

function nameOf(asked: Asked): string {
  return asked.kind === "name" ? asked.name : "";
}

function unreadText(layer: LayerDocuments): string {
  return `${layer.ref} is not known: ${layer.unknown ?? ""}`;
}

function addLayer(
  found: Map<LayerRef, ProblemLayer>,
  layer: LayerDocuments,
  statements: readonly { readonly each: LiveStatement; readonly made: ProblemStatement }[],
  isUnbound: boolean,
): void {
  const otherwise: ProblemLayer["otherwise"] = isUnbound
    ? { kind: "may", why: rcpDoubt }
    : layer.unknown !== null
      ? { kind: "may", why: unreadText(layer) }
      : { kind: layer.isCeiling ? "yes" : "no" };
  const own = statements.filter(({ each }) => each.effect === "Allow" && each.ref.layer === layer.ref);
  const { ref } = layer;
  if (ref !== "resource") {
    const made = own.map((each) => doubted(each, or(Object.values(each.each.named))));
    found.set(ref, { ref, allows: made.filter((each) => each !== null), otherwise });
    return;
  }
  for (const how of ["direct", "limited", "star", "account"] as const) {
    const made = own.map((each) => doubted(each, each.each.named[how]));
    found.set(`resource.${how}`, { ref: `resource.${how}`, allows: made.filter((each) => each !== null), otherwise });
  }
}

function or(all: readonly ("yes" | "no" | "may")[]): "yes" | "no" | "may" {
  return all.includes("yes") ? "yes" : all.includes("may") ? "may" : "no";
}

function doubted({ made }: { readonly made: ProblemStatement }, named: "yes" | "no" | "may"): ProblemStatement | null {
  if (named === "no") return null;
  return named === "yes"
    ? made
    : { ...made, doubt: made.doubt ?? `${made.name}: whether it names the caller is not known` };
}

function resourcesOf(context: CellContext, about: Asked, forms: FormPair): ProblemResources {
  const { subject, rules, partition } = context;
  const { principal } = subject;
  const rule =
    about.kind === "group" ? rules.ownDevice.find(({ actions }) => hasOne(actions, about.group.sample)) : undefined;
  const { resource } = subject.layers;
  return {
    sure: forms.sure,
    possible: forms.possible,
    partition,
    account: principal.account,
    within:
      about.kind === "group" && about.group.rule === "role-edit"
        ? [...context.arns.within, context.arns.changeable]
        : context.arns.within,
    only: onlyPlain(context.named),
    isNamed: resource !== undefined,
    refused:
      rule === undefined
        ? null
        : { test: context.arns.own, rule: "device-change-needs-mfa-session", doubt: rule.doubt },
    doubt: forms.doubt,
  };
}

/** The account of the resource is the caller's own where a witness is sought, and any where one is excluded. */
function domainOf({ subject, cell, named }: CellContext, key: string, side: Side): KeyDomain {
  if (key === "aws:resourceaccount") {
    const { resource } = subject.layers;
    if (resource !== undefined) return { kind: "fixed", values: [resource.account] };
    if (side === "witness") return { kind: "fixed", values: [namedAccount(named) ?? subject.principal.account] };
  }
  return keyDomain(subject, cell, key);
}

/** The ARNs asked about, when they are no patterns: then these are looked at, and nothing is searched for. */
export function onlyPlain(named: readonly string[] | null): readonly string[] | null {
  return named === null || named.some((arn) => /[*?]/.test(arn)) ? null : named;
}

/** The account in the ARNs asked about; null when they name none or several. */
function namedAccount(named: readonly string[] | null): string | null {
  const accounts = new Set((named ?? []).map((arn) => arn.split(":")[4] ?? ""));
  const [only = ""] = accounts;
  return accounts.size === 1 && /^[0-9]{12}$/.test(only) ? only : null;
}
