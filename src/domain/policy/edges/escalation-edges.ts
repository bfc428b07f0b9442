import { AllowedActions } from "../../iam/principals/allowed-actions.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { Subject } from "../../iam/prove/subject.ts";
import type { AccountModel } from "../account-model.ts";
import type { Escalation } from "../escalation.ts";
import type { EscalationEdge } from "../escalation-edge.ts";
import { escalations } from "../escalation-registry.ts";
import { accountIndex } from "./account-index.ts";
import { assuming } from "./assume-ways.ts";
import { type Caller, edgeOf } from "./caller.ts";
import type { EdgeFinder } from "./edge-finder.ts";
import { groupsOf } from "./own-documents.ts";
import { type Counter, Questions } from "./questions.ts";
import type { Scene } from "./scene.ts";
import { Numbers, subjectFor, subjectKey } from "./subject-for.ts";
import { waysOf } from "./ways-of.ts";

/**
 * Finds the escalations open to principals of an account. What the model holds is read once; callers whom every document
 * treats alike share their questions, and so do users and roles whom the documents treat alike as targets.
 */
export function escalationEdges(model: AccountModel, engine: Prover): EdgeFinder {
  const index = accountIndex(model);
  const groups = groupsOf(model.groups, model.principals);
  const counter: Counter = { count: 0 };
  const numbers = new Numbers();
  const shelf = new Shelf();
  const allowed = new AllowedActions(neededActions);
  return {
    questions: () => counter.count,
    of: (who, credential, devices, only = () => true) => {
      const subject = subjectFor(model, who, credential, devices);
      const key = subjectKey(subject, numbers);
      const shared = shelf.get(key, () => new Questions(engine, subject, counter));
      const isFirst = shared.subject.principal.arn === subject.principal.arn;
      // An edge is kept longer than the answers it was found by: whoever reads its steps asks again.
      const own = (): Questions =>
        shelf.get(`own ${who.principal.arn} ${key}`, () => new Questions(engine, subject, counter));
      const caller: Caller = { who, devices, shared, own: isFirst ? () => shared : own };
      const [, partition = "aws"] = who.principal.arn.split(":");
      const scene: Scene = { index, caller, assuming: assuming(index, caller), groups, partition };
      const isForeign = who.principal.account !== model.account;
      const edges: EscalationEdge[][] = shared.cells.map(() => []);
      const may = allowedBy(subject, allowed);
      for (const escalation of escalations) {
        if (!only(escalation)) continue;
        if (isForeign ? !isForForeigners(escalation) : !isPossible(escalation, may)) continue;
        for (const found of waysOf[escalation.gives](scene, escalation)) {
          edges[found.cell]?.push(edgeOf(escalation.id, found, own));
        }
      }
      return shared.cells.map((cell, at) => ({ cell, edges: edges[at] ?? [] }));
    },
  };
}

/** Questions held at once; those of callers that many are like stay because they are asked for often. */
const mostHeld = 32;

/** Holds the questions of few callers at a time. */
class Shelf {
  readonly #held = new Map<string, Questions>();

  get(key: string, make: () => Questions): Questions {
    const found = this.#held.get(key) ?? make();
    this.#held.delete(key);
    this.#held.set(key, found);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= mostHeld) break;
      this.#held.delete(oldest);
    }
    return found;
  }
}

const neededActions = [...new Set(escalations.flatMap(({ needs }) => needs.map(({ action }) => action)))];

/** The actions that some Allow of the caller covers; null when its documents are not known. */
function allowedBy({ layers }: Subject, allowed: AllowedActions): ReadonlySet<string> | null {
  const { identity } = layers;
  if ("unknown" in identity) return null;
  return new Set(identity.flatMap(({ policy }) => [...allowed.of(policy)]));
}

/** False when some call is allowed nowhere. A trust policy that names the caller may let it in without a grant. */
function isPossible({ needs }: Escalation, allowed: ReadonlySet<string> | null): boolean {
  if (allowed === null) return true;
  return needs.every(
    ({ action, isOptional }) => isOptional === true || action === "sts:AssumeRole" || allowed.has(action),
  );
}

/** A principal of another account has no way in but roles that trust it. */
function isForForeigners({ gives, needs }: Escalation): boolean {
  return gives === "role" && needs.every(({ action }) => action === "sts:AssumeRole");
}
