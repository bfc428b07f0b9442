import type { Principal } from "../state/principal.ts";
import { stableId } from "../state/random-text.ts";

/** The unique id of a caller as GetCallerIdentity tells it: root's is the account id. */
export function callerUserId(caller: Principal): string {
  switch (caller.kind) {
    case "root":
      return caller.account;
    case "user":
      return stableId("AIDA", caller.account, caller.name);
    case "role":
      return `${stableId("AROA", caller.account, caller.name)}:${caller.session}`;
  }
}
