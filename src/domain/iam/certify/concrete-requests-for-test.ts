import { decide } from "../decide/decide.ts";
import type { Layers, Question } from "../decide/question.ts";
import type { Cell } from "../prove/cell.ts";
import type { ProveLayer, Subject } from "../prove/subject.ts";
import { requests, requestValues } from "./random-subject-for-test.ts";

/** A request that the concrete evaluator allows in the cell, for one of the actions; null when brute force finds none. */
export function allowedRequest(subject: Subject, cell: Cell, actions: ReadonlySet<string>): object | null {
  const { principal } = subject;
  const copy = (layer: ProveLayer): Layers["identity"] => layer;
  const { identity, boundary, scps } = subject.layers;
  const layers: Layers = { identity: copy(identity), boundary: boundary && copy(boundary), scps: scps?.map(copy) };
  for (const [action, resources] of requests) {
    if (!actions.has(action)) continue;
    for (const resource of resources) {
      for (const context of contexts(cell)) {
        const question: Question = {
          caller: { ...principal, kind: "user", tags: {} },
          layers,
          ask: { action, resource, context, otherKeys: "absent" },
        };
        if (decide(question, { trace: false }).decision === "allowed") {
          return { action, resource, context: Object.fromEntries(context) };
        }
      }
    }
  }
  return null;
}

function contexts(cell: Cell): readonly ReadonlyMap<string, readonly string[]>[] {
  const base = new Map<string, readonly string[]>();
  if (cell.mfa !== "absent") base.set("aws:multifactorauthpresent", [cell.mfa]);
  const ages = cell.age === null ? [null] : [cell.age.min, cell.age.max ?? cell.age.min + 1e6];
  let found = ages.map((age) => (age === null ? base : new Map(base).set("aws:multifactorauthage", [String(age)])));
  for (const [key, values] of Object.entries(requestValues)) {
    found = found.flatMap((each) =>
      values.map((value) => (value === null ? each : new Map(each).set(key.toLowerCase(), value))),
    );
  }
  return found;
}
