import { type Unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { AccountView } from "../account-view.ts";
import { mfaPresence } from "./mfa-presence.ts";
import { certificatePresence, keyPresence, passwordPresence, type Presence } from "./root-presence.ts";

/** What root credentials are left. `present` names them. */
export type RootCredentials =
  | { readonly status: "present"; readonly kinds: readonly string[]; readonly evidence: readonly Evidence[] }
  | { readonly status: "none"; readonly evidence: readonly Evidence[] }
  | { readonly status: "unseen"; readonly fact: Unseen };

/** Whether anything is left of root's password, MFA, access keys and signing certificates; one that is seen is enough. */
export function rootCredentials(view: AccountView): RootCredentials {
  const all: readonly (readonly [kind: string, presence: Presence])[] = [
    ["password", passwordPresence(view)],
    ["MFA device", mfaPresence(view)],
    ["access key", keyPresence(view)],
    ["signing certificate", certificatePresence(view)],
  ];
  const shown = all.flatMap(([, each]) => (each.status === "unseen" ? [] : each.evidence));
  const kinds = all.filter(([, each]) => each.status === "present").map(([kind]) => kind);
  if (kinds.length > 0) return { status: "present", kinds, evidence: shown };
  for (const [, each] of all) if (each.status === "unseen") return each;
  return { status: "none", evidence: shown };
}
