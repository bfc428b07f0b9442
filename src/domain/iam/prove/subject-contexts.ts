import type { ActionSet } from "./actions/action-set.ts";
import type { ActionUniverse } from "./actions/action-universe.ts";
import type { PolicyIndexer } from "./actions/statement-index.ts";
import type { FormPair } from "./actions/resource-forms.ts";
import { type ArnTests, arnTests } from "./arn-tests.ts";
import { cellsOf } from "./facts/cells.ts";
import { type ServiceRules, serviceRules } from "./facts/service-rules.ts";
import { layerDocuments } from "./layers/layer-documents.ts";
import type { CellContext } from "./problem-for.ts";
import { recentMap } from "./recent-map.ts";
import type { ProvePrincipal, Subject } from "./subject.ts";

/** What questions about a subject are made from, cell by cell, before any statement is looked at. */
export function subjectContexts(
  universe: ActionUniverse,
  indexer: PolicyIndexer,
): (subject: Subject) => readonly CellContext[] {
  const rulesOf = new Map<string, ServiceRules>();
  const testsOf = new WeakMap<ProvePrincipal, ArnTests>();
  const known = new WeakMap<Subject, readonly CellContext[]>();
  // Many callers are asked about one role.
  const reached = new Map<string, ActionSet>();
  const reach = (of: readonly string[]): ActionSet => {
    const key = of.join(" ");
    const found = reached.get(key) ?? indexer.reach(of);
    if (reached.size >= 1000) reached.clear();
    reached.set(key, found);
    return found;
  };
  // A catalogue has few kinds of resources; accounts may be many.
  const formsOf = recentMap<string, Map<string, FormPair>>(20);
  const formsIn = (partition: string, { account, management }: ProvePrincipal): CellContext["formsKnown"] => {
    const key = `${partition} ${account} ${management}`;
    const forms = formsOf.get(key) ?? new Map<string, FormPair>();
    formsOf.set(key, forms);
    return (text, make) => {
      let found = forms.get(text);
      if (found === undefined) {
        found = make();
        forms.set(text, found);
      }
      return found;
    };
  };
  const rules = ({ credential, devices }: Subject): ServiceRules => {
    // The rules ask whether there is a device, not how many.
    const some = devices === "unknown" ? devices : Math.min(devices, 1);
    const key = `${credential} ${some}`;
    const found = rulesOf.get(key) ?? serviceRules(credential, some, universe);
    rulesOf.set(key, found);
    return found;
  };
  const arns = (subject: Subject): ArnTests => {
    if (subject.layers.resource !== undefined) return arnTests(subject);
    const found = testsOf.get(subject.principal) ?? arnTests(subject);
    testsOf.set(subject.principal, found);
    return found;
  };
  return (subject) => {
    const found = known.get(subject);
    if (found !== undefined) return found;
    const layers = layerDocuments(subject);
    const [, partition = "aws"] = subject.principal.arn.split(":");
    const { resource } = subject.layers;
    const cuts = new Set<number>();
    for (const { documents } of layers) {
      for (const { policy } of documents) for (const cut of indexer.of(policy).ageCuts) cuts.add(cut);
    }
    const shared = {
      subject,
      layers,
      live: [],
      rules: rules(subject),
      universe,
      partition,
      asked: resource === undefined ? null : reach(resource.arns),
      arns: arns(subject),
      named: null,
      formsKnown: formsIn(partition, subject.principal),
    };
    const cells = cellsOf(
      subject.credential,
      [...cuts].sort((one, other) => one - other),
    );
    const made = cells.map((cell): CellContext => ({ ...shared, cell }));
    known.set(subject, made);
    return made;
  };
}
