import { rcpServices } from "../catalogue/rcp-services.ts";
import type { LayerRef, StatementRef } from "../prove/certificate.ts";
import type { ProveLayer, ProvePolicy, Subject } from "../prove/subject.ts";

/** A layer that exists and binds the caller: its documents, or unknown. Null: no such layer, or it does not bind. */
export type BindingLayer = readonly ProvePolicy[] | "unknown" | null;

/** The layer of a statement, as far as it binds this caller and these actions. */
export function bindingLayer(subject: Subject, name: StatementRef["layer"], actions: readonly string[]): BindingLayer {
  const { layers, principal } = subject;
  if (name === "resource") {
    const policy = layers.resource?.policy;
    return policy === undefined ? null : "unknown" in policy ? "unknown" : [policy];
  }
  if (name === "identity") return isRoot(subject) ? null : documentsOf(layers.identity);
  if (name === "boundary") return isRoot(subject) ? null : optional(layers.boundary);
  if (name === "session") return optional(layers.session);
  if (name === "endpoint") return optional(layers.endpoint);
  const level = /^(scps|rcps)\[(\d+)\]$/.exec(name);
  const isServiceLinked = principal.kind === "service-linked-role" || principal.arn.includes(":role/aws-service-role/");
  if (level === null || isServiceLinked) return null;
  const isRcp = level[1] === "rcps";
  if (isRcp ? !isReachedByRcp(subject, actions) : principal.management) return null;
  const found = (isRcp ? layers.rcps : layers.scps)?.[Number(level[2])];
  return found === undefined ? null : documentsOf(found);
}

/**
 * Resource control policies bind at the resource: its account must be known, and not be management calling itself. Not
 * every service has them. Source: Organizations user guide, "Resource control policies".
 */
function isReachedByRcp({ layers, principal }: Subject, actions: readonly string[]): boolean {
  const { resource } = layers;
  if (resource === undefined || (principal.management && resource.account === principal.account)) return false;
  return actions.every((action) => rcpServices.has(action.slice(0, action.indexOf(":"))));
}

/** True for root and its sessions: no identity policy and no boundary speaks of them. */
function isRoot(subject: Subject): boolean {
  return subject.principal.kind === "root";
}

function documentsOf(layer: ProveLayer): BindingLayer {
  return "unknown" in layer ? "unknown" : layer;
}

/** A boundary, session or endpoint without documents does not exist. */
function optional(layer: ProveLayer | undefined): BindingLayer {
  return layer === undefined || (!("unknown" in layer) && layer.length === 0) ? null : documentsOf(layer);
}

/**
 * Whether something may still be granted when no Allow of the layers in `without` matches. Source: IAM user guide,
 * "Policy evaluation logic". More may be granted here than AWS grants, never less: what a resource policy gives to `*`
 * is not limited by a boundary here, and an account named by it needs no more than an identity Allow.
 */
export function mayBeGranted(subject: Subject, without: ReadonlySet<LayerRef>, actions: readonly string[]): boolean {
  const { layers, principal } = subject;
  const speaks = (name: LayerRef): boolean => !without.has(name);
  if ([...without].some((name) => name === "endpoint" || name.startsWith("scps[") || name.startsWith("rcps[")))
    return false;
  const limits = speaks("boundary") && speaks("session");
  const own = speaks("identity") && limits;
  const { resource } = layers;
  if (resource === undefined) return own;
  const named = speaks("resource.direct") || speaks("resource.star") || (speaks("resource.limited") && limits);
  if (resource.account !== principal.account) return own && (named || speaks("resource.account"));
  if (isGovernedByResource(subject, actions)) return named || (own && speaks("resource.account"));
  return named || own;
}

/** Trust policies and key policies must allow, even inside one account. */
function isGovernedByResource({ layers }: Subject, actions: readonly string[]): boolean {
  if (layers.resource?.kind === "trust") return actions.every((action) => trustActions.has(action));
  const isKey = layers.resource?.arns.every((arn) => /^arn:[^:*?]*:kms:[^:]*:[^:]*:key\//.test(arn)) === true;
  return isKey && actions.every((action) => action.startsWith("kms:") && action !== "kms:<other>");
}

const trustActions = new Set([
  "sts:assumerole",
  "sts:assumerolewithsaml",
  "sts:assumerolewithwebidentity",
  "sts:tagsession",
  "sts:setsourceidentity",
  "sts:setcontext",
]);
