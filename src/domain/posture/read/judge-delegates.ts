import { factOf, isSeen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { declared, staleDeclarations } from "./declared.ts";
import { declaredEvidence, evidence } from "./evidence.ts";
import { fail, pass, unseenFact } from "./judgement.ts";
import { outsideOrganization } from "./outside-organization.ts";

/** Judges whether the delegated administrators of one service are the declared ones. */
export function judgeDelegates(view: AccountView, service: string): Judgement {
  const resource = "organization";
  const outside = outsideOrganization(view, resource);
  if (outside !== null) return outside;
  const delegates = factOf(view.organization.delegates[service]);
  if (!isSeen(delegates)) return unseenFact(resource, delegates, "organizations:ListDelegatedAdministrators");
  const wanted = declared(view).delegates?.[service] ?? [];
  const list = delegates.value.toSorted();
  const shown = [
    evidence(`delegated administrators of ${service}`, list.join(", ") || "none", delegates),
    declaredEvidence("declared", wanted.toSorted().join(", ") || "none"),
  ];
  const extra = list.filter((id) => !wanted.includes(id));
  if (extra.length === 0) return pass(resource, shown);
  const note = [`Not declared: ${extra.join(", ")}.`, staleDeclarations(view) ?? ""].join(" ").trim();
  return fail(resource, shown, { note });
}
