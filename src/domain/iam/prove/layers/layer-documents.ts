import { rcpServices } from "../../catalogue/rcp-services.ts";
import type { StatementRef } from "../certificate.ts";
import type { ProveLayer, ProvePolicy, Subject } from "../subject.ts";

/** One layer of a subject that speaks, with its documents. */
export interface LayerDocuments {
  readonly ref: StatementRef["layer"];
  readonly documents: readonly ProvePolicy[];
  /** What could not be read; null when the layer is known. */
  readonly unknown: string | null;
  /** Service prefixes that the layer reaches; null for all. */
  readonly services: ReadonlySet<string> | null;
  /** A ceiling that only denies: what it does not deny stays allowed. */
  readonly isCeiling: boolean;
}

/** The layers that bind the subject, in the order in which AWS lists them. Source: IAM user guide, policy evaluation. */
export function layerDocuments(subject: Subject): readonly LayerDocuments[] {
  const { layers, principal } = subject;
  const found: LayerDocuments[] = [];
  const isTask = subject.credential === "assume-root";
  const add = (ref: LayerDocuments["ref"], layer: ProveLayer, services: LayerDocuments["services"] = null): void => {
    if ("unknown" in layer) found.push({ ref, documents: [], unknown: layer.unknown, services, isCeiling: false });
    else
      found.push({
        ref,
        documents: layer,
        unknown: null,
        services,
        isCeiling: isTask && ref === "session" && isDenyOnly(layer),
      });
  };
  const optional = (ref: LayerDocuments["ref"], layer: ProveLayer | undefined): void => {
    if (layer !== undefined && ("unknown" in layer || layer.length > 0)) add(ref, layer);
  };
  const isRoot = principal.kind === "root";
  if (!isRoot) add("identity", layers.identity);
  if (!isRoot) optional("boundary", layers.boundary);
  if (isTask && layers.session === undefined) add("session", { unknown: "the task policy of the root session" });
  else optional("session", layers.session);
  optional("endpoint", layers.endpoint);
  const isServiceLinked = principal.kind === "service-linked-role" || principal.arn.includes(":role/aws-service-role/");
  if (!principal.management && !isServiceLinked) {
    for (const [level, scp] of (layers.scps ?? []).entries()) add(`scps[${level}]`, scp);
  }
  const owner = layers.resource?.account ?? principal.account;
  const isInside = principal.management && owner === principal.account;
  if (!isServiceLinked && !isInside) {
    for (const [level, rcp] of (layers.rcps ?? []).entries()) add(`rcps[${level}]`, rcp, rcpServices);
  }
  const { resource } = layers;
  if (resource !== undefined) add("resource", "unknown" in resource.policy ? resource.policy : [resource.policy]);
  return found;
}

function isDenyOnly(documents: readonly ProvePolicy[]): boolean {
  return documents.every(({ policy }) => policy.statements.every((statement) => statement.effect === "Deny"));
}

/** The name of a statement: document, place, Sid. */
export function statementName(document: string, index: number, sid: string | null): string {
  return `${document} Statement[${index}]${sid === null || sid === "" ? "" : ` ${sid}`}`;
}
