import { decide } from "../iam/decide/decide.ts";
import type { Layers, NamedPolicy } from "../iam/decide/question.ts";
import { allowEverything } from "../iam/language/allow-everything.ts";
import { parsePolicy } from "../iam/language/parse-policy.ts";
import type { Guard, Probe } from "./guard.ts";
import type { GuardDocument } from "./guard-document.ts";

/** One probe and what the guard did to it. */
export interface ProvenProbe {
  readonly says: string;
  readonly wanted: "denied" | "kept";
  /** What the decision engine answered with and without the guard. */
  readonly before: string;
  readonly after: string;
  readonly holds: boolean;
}

const everything: NamedPolicy = { name: "allow everything", policy: allowEverything() };

/** Every probe of every guard in a document, put to the whole document. */
export function proveDocument({ name, kind, document, guards }: GuardDocument): readonly ProvenProbe[] {
  return guards.flatMap((guard) => proveGuard({ ...guard, name, kind, document }));
}

/**
 * Asks the decision engine every probe of a guard, beside an identity policy that allows everything: what must be denied
 * passes without the guard and is explicitly denied with it; what must be kept passes with it too.
 */
export function proveGuard(guard: Guard): readonly ProvenProbe[] {
  const kind = { scp: "scp", rcp: "rcp", boundary: "boundary", signin: "resource" } as const;
  const policy: NamedPolicy = { name: guard.name, policy: parsePolicy(guard.document, kind[guard.kind], guard.name) };
  const judge = (probe: Probe, wanted: "denied" | "kept"): ProvenProbe => {
    const before = answer(probe, layersOf(guard, null));
    const after = answer(probe, layersOf(guard, policy));
    const holds = before === "allowed" && (wanted === "kept" ? after === "allowed" : after === "explicitly-denied");
    return { says: probe.says, wanted, before, after, holds };
  };
  return [
    ...guard.mustDeny.map((probe) => judge(probe, "denied")),
    ...guard.mustKeep.map((probe) => judge(probe, "kept")),
  ];
}

function answer(probe: Probe, layers: Layers): string {
  const context = new Map(Object.entries(probe.context).map(([key, value]) => [key, [value]] as const));
  const { caller, action, resource } = probe;
  // The task policy of a central session allows the probe; the question is what the guard does to it.
  const ceiling = caller.kind === "assumed-root" ? { session: [everything] } : {};
  return decide({
    caller,
    layers: { ...layers, ...ceiling },
    ask: { action, resource, resourceAccount: caller.account, context, otherKeys: "absent" },
  }).decision;
}

function layersOf(guard: Guard, policy: NamedPolicy | null): Layers {
  const level = policy === null ? [everything] : [everything, policy];
  switch (guard.kind) {
    case "scp":
      return { identity: [everything], scps: [level] };
    case "rcp":
      return { identity: [everything], rcps: [level] };
    case "boundary":
      return { identity: [everything], boundary: policy === null ? [everything] : [policy] };
    case "signin":
      return policy === null ? { identity: [everything] } : { identity: [everything], endpoint: level };
  }
}
