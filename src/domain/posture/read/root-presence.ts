import { type Fact, factOf, isSeen, type Unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import type { AccountView } from "../account-view.ts";
import { evidence } from "./evidence.ts";
import { flagEvidence, rootFlag } from "./root-flag.ts";
import { worstUnseen } from "./worst-unseen.ts";

/** Whether root has a credential of one kind. */
export type Presence =
  | { readonly status: "present" | "absent"; readonly evidence: readonly Evidence[] }
  | { readonly status: "unseen"; readonly fact: Unseen };

/** Root access keys; inactive ones count as present. */
export function keyPresence(view: AccountView): Presence {
  const list = factOf(view.account.keys);
  const listed = isSeen(list) ? list.value.map((key) => `${key.id} (${key.active ? "active" : "inactive"})`) : [];
  return presence(view, "accessKeys", list, listed, "root access keys");
}

/** Root X.509 signing certificates; inactive ones count as present. */
export function certificatePresence(view: AccountView): Presence {
  const list = factOf(view.account.certificates);
  const listed = isSeen(list) ? list.value.map((one) => `${one.id} (${one.active ? "active" : "inactive"})`) : [];
  return presence(view, "certificates", list, listed, "root signing certificates");
}

/** The root password. A login profile that central recovery made counts. */
export function passwordPresence(view: AccountView): Presence {
  const profile = factOf(view.account.loginProfile);
  const listed = isSeen(profile) && profile.value !== null ? ["present"] : [];
  return presence(view, "password", profile, listed, "root login profile");
}

// INVARIANT: for credentials one source that shows them is enough; `absent` needs a source that shows none and no
// source that shows one.
function presence(
  view: AccountView,
  flag: "accessKeys" | "certificates" | "password",
  list: Fact<unknown>,
  listed: readonly string[],
  name: string,
): Presence {
  const summary = rootFlag(view, flag);
  const shown: Evidence[] = [];
  if (isSeen(summary)) shown.push(flagEvidence(flag, summary));
  if (isSeen(list)) shown.push(evidence(name, listed.length === 0 ? "none" : listed.join(", "), list));
  if ((isSeen(summary) && summary.value) || listed.length > 0) return { status: "present", evidence: shown };
  if (shown.length > 0) return { status: "absent", evidence: shown };
  const missing = worstUnseen([summary, list]);
  return { status: "unseen", fact: missing ?? { status: "unknown", why: "not-asked", needs: "iam:GetAccountSummary" } };
}
