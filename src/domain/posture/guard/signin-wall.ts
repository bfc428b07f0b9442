import { type Fact, isSeen, seen, unseen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import { worstUnseen } from "../read/worst-unseen.ts";

const call = "signin:GetConsoleAuthorizationConfiguration";

/**
 * Whether console authorization is enabled for an account, by itself or from the organization or its root. Until it is,
 * no sign-in statement has any effect. One level that is on is enough; off needs every level.
 */
export function signinWall(view: AccountView): Fact<boolean> {
  const { organization, account } = view;
  const own = account.signin?.configuration ?? unseen("not-asked", call);
  const facts = [own];
  const org = organization.organization;
  if (isSeen(org) && org.value !== null) facts.push(levelOf(view, org.value.id));
  const roots = organization.roots;
  if (isSeen(roots)) for (const root of roots.value) facts.push(levelOf(view, root.id));
  if (account.kind !== "standalone" && !isSeen(org)) facts.push(org);
  for (const fact of facts) if (isSeen(fact) && fact.value.enabled) return seen(true, fact.source, fact.at);
  const missing = worstUnseen(facts);
  if (missing !== null) return { ...missing, needs: missing.needs ?? call };
  return isSeen(own) ? seen(false, own.source, own.at) : own;
}

function levelOf(view: AccountView, target: string) {
  return view.organization.signin[target]?.configuration ?? unseen("not-asked", call);
}
