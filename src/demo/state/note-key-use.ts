import type { AccessKeyState } from "./iam-state.ts";
import type { StoredCredentials } from "./credential-store.ts";
import type { PretendState } from "./pretend-state.ts";

/** Remembers when and for what a long-lived key was last used. */
export function noteKeyUse(state: PretendState, used: StoredCredentials, service: string, region: string): void {
  if (used.expiresAt !== null) return;
  const account = state.accounts.get(used.principal.account);
  if (account === undefined) return;
  const { principal } = used;
  const holder = principal.kind === "user" ? account.iam.users.get(principal.name) : account.root;
  if (holder === undefined || principal.kind === "role") return;
  const lastUsed = { at: state.clock.now(), service, region };
  const after = (key: AccessKeyState) => (key.id === used.accessKeyId ? { ...key, lastUsed } : key);
  holder.keys = holder.keys.map(after);
}
