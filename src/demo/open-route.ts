import type { PretendState } from "./state/pretend-state.ts";
import type { Principal } from "./state/principal.ts";

/*
 * Unsigned paths (`/_setup/…`, `/_human/…`), JSON in and out: export a list of `OpenRoute`, add it to open-routes.ts.
 */

/** One unsigned call. */
export interface OpenCall {
  readonly state: PretendState;
  /** Values of `{names}` in the path, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; `{}` when empty. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The bearer token, if one was sent. */
  readonly bearer: string | null;
  /** Whether the bearer token is the set-up token. Routes under `/_setup/` are refused before, without it. */
  readonly isSetup: boolean;
  /** The caller when the request carries a valid SigV4 signature (e.g. a root session at `/_human/root-email`). */
  readonly signedBy: Principal | null;
  readonly remoteAddress: string;
}

/** Its answer, printed as JSON. */
export interface OpenReply {
  readonly status: number;
  readonly body: unknown;
}

/** One route. */
export interface OpenRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** e.g. `/_human/mailboxes/{address}`. */
  readonly path: string;
  readonly handle: (call: OpenCall) => OpenReply | Promise<OpenReply>;
}
