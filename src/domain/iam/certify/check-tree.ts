/**
 * Walks the tree of cases of a certificate. Every split divides all requests in two by one element of one statement, so
 * both branches together miss none; a leaf must then refuse every request that reaches it. What the path says is kept
 * as demands on the resource and on each key, each wider than the truth, so that an empty set of demands is a proof.
 * Nothing of how the tree was found matters here.
 */
import type { Statement } from "../language/policy.ts";
import type { AtomRef, CaseTree, LayerRef, StatementRef } from "../prove/certificate.ts";
import type { ProvePolicy, Subject } from "../prove/subject.ts";
import { actionCover } from "./action-cover.ts";
import { bindingLayer, mayBeGranted } from "./caller-layers.ts";
import { contradicts } from "./contradiction.ts";
import { canonicalKey, keyDemand, type KeyDemand, opposite } from "./key-demand.ts";
import type { KnownKeys } from "./known-key.ts";
import { knownDemands } from "./known-keys.ts";
import { type Meter, spend } from "./meter.ts";
import { mayName, surelyNames, type Way } from "./names-caller.ts";
import {
  isResourceEmpty,
  onArn,
  oppositeResource,
  resourceDemand,
  type ResourceDemand,
  type Resources,
} from "./resource-demand.ts";
import { serviceRuleReach } from "./service-rule-holds.ts";
import { textPattern } from "./text-pattern.ts";

/** What the claim is about. */
export interface Claim {
  readonly subject: Subject;
  readonly known: KnownKeys;
  readonly actions: readonly string[];
  readonly services: readonly string[];
  readonly resources: Resources;
  readonly meter: Meter;
}

/** Where a tree fails, and why. */
export interface Refusal {
  readonly step: string;
  readonly why: string;
}

/** What the splits above say. */
interface Path {
  readonly step: string;
  readonly depth: number;
  readonly truths: ReadonlyMap<string, boolean>;
  readonly resource: readonly ResourceDemand[];
  readonly keys: readonly KeyDemand[];
}

const deepest = 400;

const wayOf: Readonly<Record<`resource.${Way}`, Way>> = {
  "resource.direct": "direct",
  "resource.limited": "limited",
  "resource.star": "star",
  "resource.account": "account",
};

/** Null when every leaf refuses all requests that reach it; else the first that does not. */
export function checkTree(claim: Claim, tree: CaseTree): Refusal | null {
  return visit(claim, tree, { step: "tree", depth: 0, truths: new Map(), resource: [], keys: [] });
}

function visit(claim: Claim, node: CaseTree, path: Path): Refusal | null {
  if (!spend(claim.meter, 1)) return { step: path.step, why: "the check took more steps than allowed" };
  if (path.depth > deepest) return { step: path.step, why: "the tree is deeper than any proof needs" };
  if (node.kind !== "split") {
    const why = leafFault(claim, node, path);
    if (why === null) return null;
    return { step: path.step, why: claim.meter.left < 0 ? "the check took more steps than allowed" : why };
  }
  const [whenTrue, whenFalse] = [branch(claim, node.atom, true, path), branch(claim, node.atom, false, path)];
  if (whenTrue === null || whenFalse === null) return { step: path.step, why: "there is no such element to split on" };
  return visit(claim, node.whenTrue, whenTrue) ?? visit(claim, node.whenFalse, whenFalse);
}

function leafFault(claim: Claim, node: Exclude<CaseTree, { kind: "split" }>, path: Path): string | null {
  switch (node.kind) {
    case "deny":
      return denyFault(claim, node.statement, path);
    case "no-grant":
      return noGrantFault(claim, node.layers, path);
    case "conflict": {
      const isShown =
        node.variable === "resource"
          ? isResourceEmpty(claim.resources, path.resource, claim.meter)
          : isKeyEmpty(claim, canonicalKey(node.variable), path.keys);
      return isShown ? null : `what the cases above say of ${node.variable} does not contradict itself`;
    }
    case "service-rule": {
      const reach = serviceRuleReach(node.rule, claim.subject, claim.actions);
      if (reach === "all" || (reach === "own-user" && isOwnUserOnly(claim, path))) return null;
      return `the rule ${node.rule} does not refuse these requests`;
    }
  }
}

/**
 * One element of a statement, fixed: the path with what that demands. Null when there is no such element. Of an Allow the
 * cases are "may be true" and the rest, of a Deny "may be false" and the rest: so they miss nothing, and what is not
 * documented stands where it does harm.
 */
function branch(claim: Claim, atom: AtomRef, truth: boolean, path: Path): Path | null {
  const found = statementAt(claim, atom.statement);
  if (found === null) return null;
  const doubted = found.statement.effect === "Allow";
  const admitted = elementDemand(claim, found, atom.part, doubted);
  if (admitted === null) return null;
  const demand = truth === doubted ? admitted : "none" in admitted ? oppositeResource(admitted) : opposite(admitted);
  const name = atomName(atom.statement, atom.part);
  const next = { ...path, step: `${path.step}.${truth ? "whenTrue" : "whenFalse"}`, depth: path.depth + 1 };
  if (path.truths.get(name) === truth) return next;
  return {
    ...next,
    truths: new Map(path.truths).set(name, truth),
    resource: "none" in demand ? [...path.resource, demand] : path.resource,
    keys: "none" in demand ? path.keys : [...path.keys, demand],
  };
}

interface Found {
  readonly statement: Statement;
  readonly version: ProvePolicy["policy"]["version"];
}

function statementAt(claim: Claim, ref: StatementRef): Found | null {
  const layer = bindingLayer(claim.subject, ref.layer, claim.actions);
  if (layer === null || layer === "unknown") return null;
  const policy = layer[ref.document]?.policy;
  const statement = policy?.statements[ref.statement];
  return policy === undefined || statement === undefined ? null : { statement, version: policy.version };
}

function elementDemand(
  claim: Claim,
  found: Found,
  part: AtomRef["part"],
  wanted: boolean,
): ResourceDemand | KeyDemand | null {
  const { statement, version } = found;
  const place = { version, known: claim.known, services: claim.services };
  if (part === "resource") {
    return statement.resources === null ? null : resourceDemand(statement.resources, wanted, place);
  }
  const entry = statement.conditions[part.condition];
  return entry === undefined ? null : keyDemand(entry, wanted, place);
}

function atomName(ref: StatementRef, part: AtomRef["part"]): string {
  return [ref.layer, ref.document, ref.statement, part === "resource" ? part : part.condition].join("/");
}

/** The statement must be a Deny that binds, names the caller, covers every action, and whose elements are all sure. */
function denyFault(claim: Claim, ref: StatementRef, path: Path): string | null {
  const found = statementAt(claim, ref);
  if (found === null || found.statement.effect !== "Deny") return "there is no such Deny that binds the caller";
  const { subject, actions } = claim;
  const boundary = bindingLayer(subject, "boundary", actions);
  const hasBoundary = boundary !== null && boundary !== "unknown";
  if (!surelyNames(found.statement, subject.principal, subject.credential, hasBoundary)) {
    return "the Deny does not surely name the caller";
  }
  const cover = actionCover(found.statement);
  const open = actions.find((action) => cover(action) !== "surely");
  if (open !== undefined) return `the Deny does not surely cover ${open}`;
  const loose = partsOf(found.statement).find((part) => !isFixed(claim, found, ref, part, true, path));
  return loose === undefined ? null : `an element of the Deny may be false: ${partText(loose)}`;
}

/** Without the layers nothing is granted, and in each of them every Allow has an element that is surely false. */
function noGrantFault(claim: Claim, layers: readonly LayerRef[], path: Path): string | null {
  for (const name of layers) {
    const layer: StatementRef["layer"] = isResourceLayer(name) ? "resource" : name;
    const documents = bindingLayer(claim.subject, layer, claim.actions);
    if (documents === null || documents === "unknown") return `the layer ${name} does not bind, or is not known`;
    for (const [document, { policy }] of documents.entries()) {
      for (const [index, statement] of policy.statements.entries()) {
        if (statement.effect !== "Allow") continue;
        if (isResourceLayer(name) && !mayName(statement, wayOf[name], claim.subject.principal)) continue;
        const cover = actionCover(statement);
        if (claim.actions.every((action) => cover(action) === "no")) continue;
        const found = { statement, version: policy.version };
        const ref = { layer, document, statement: index };
        if (partsOf(statement).some((part) => isFixed(claim, found, ref, part, false, path))) continue;
        return `${name}, document ${document}: Statement[${index}] may allow`;
      }
    }
  }
  return mayBeGranted(claim.subject, new Set(layers), claim.actions) ? "another layer may grant" : null;
}

function isResourceLayer(name: LayerRef): name is `resource.${Way}` {
  return name.startsWith("resource.");
}

function partsOf(statement: Statement): readonly AtomRef["part"][] {
  const conditions = statement.conditions.map((_, condition) => ({ condition }));
  return statement.resources === null ? conditions : ["resource", ...conditions];
}

function partText(part: AtomRef["part"]): string {
  return part === "resource" ? part : `condition ${part.condition}`;
}

/** True when the element has this truth on the path: by a split above, or because the opposite is impossible here. */
function isFixed(
  claim: Claim,
  found: Found,
  ref: StatementRef,
  part: AtomRef["part"],
  truth: boolean,
  path: Path,
): boolean {
  if (path.truths.get(atomName(ref, part)) === truth) return true;
  const other = elementDemand(claim, found, part, !truth);
  if (other === null) return false;
  return "none" in other
    ? isResourceEmpty(claim.resources, [...path.resource, other], claim.meter)
    : isKeyEmpty(claim, other.key, [...path.keys, other]);
}

function isKeyEmpty(claim: Claim, key: string, demands: readonly KeyDemand[]): boolean {
  const own = demands.filter((demand) => demand.key === key);
  return contradicts(key, [...knownDemands(key, claim.known.get(key)), ...own], claim.meter);
}

/** True when the path leaves no resource but the caller's own user. */
function isOwnUserOnly(claim: Claim, path: Path): boolean {
  const own = textPattern([{ text: claim.subject.principal.arn }]);
  const others = onArn({ inside: false, patterns: [own] });
  return isResourceEmpty(claim.resources, [...path.resource, others], claim.meter);
}
