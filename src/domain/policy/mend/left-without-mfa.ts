import { concerned } from "./concerned.ts";
import { isOnEnrolList } from "./enrol-list.ts";
import type { Looked, MendRoom } from "./mend-room.ts";
import { onOwnResources } from "./on-own-resources.ts";
import { unproven } from "./openness.ts";

/** What passes without MFA and is not needed to enrol. */
export interface LeftOpen {
  readonly open: readonly string[];
  /** By the reason why nobody can tell. */
  readonly may: ReadonlyMap<string, readonly string[]>;
}

/** The actions off the enrol list that are open, or may be, with MFA absent or false. */
export function leftWithoutMfa(room: MendRoom, looked: Looked): LeftOpen {
  const isConcerned = concerned(room.ask.as, looked.policy);
  const open = new Set<string>();
  const may = new Map<string, string>();
  for (const view of onOwnResources(looked)) {
    for (const state of unproven) {
      for (const [name, verdict] of room.openness(view).get(state) ?? []) {
        if (isOnEnrolList(name) || !isConcerned(name)) continue;
        if (verdict === "open") open.add(name);
        else if (!may.has(name)) may.set(name, name.includes("<") ? unnamed : whyOf(view.answer(name, state)));
      }
    }
  }
  const byWhy = new Map<string, string[]>();
  for (const [name, why] of may) if (!open.has(name)) byWhy.set(why, [...(byWhy.get(why) ?? []), name]);
  return { open: [...open], may: byWhy };
}

const unnamed = "it is not known whether actions that nobody lists yet pass";

function whyOf(answer: { readonly verdict: string; readonly why?: string }): string {
  return answer.why ?? unnamed;
}
