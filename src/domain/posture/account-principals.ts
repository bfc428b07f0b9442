import type { Reason } from "../core/reason.ts";
import type { Layer } from "../iam/decide/question.ts";
import type { Principal } from "../iam/principals/principal.ts";

/** The users and roles of the account with their documents; filled by `app` from the account's details. */
export type AccountPrincipals =
  | {
      readonly status: "known";
      /** Sorted by ARN. */
      readonly list: readonly Principal[];
      /** Resource control policies over the account, root level first; undefined where there are none. */
      readonly rcps: readonly Layer[] | undefined;
    }
  | { readonly status: "unknown"; readonly reason: Reason; readonly needs: string };
