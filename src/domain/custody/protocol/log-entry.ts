import { canonicalBytes } from "../../crypto/canonical-json.ts";
import type { Signer } from "../documents/fields.ts";
import type { LogFields } from "../request/request-event.ts";

/** Who did what an entry tells; the processes themselves are `broker` and `gate` via `system`. */
export type LogActor = Pick<Signer, "person" | "cred"> & { readonly via: Signer["via"] | "system" };

/** One thing that happened, as a custody log keeps it: no secret, no free text. */
export interface LogEvent {
  /** E.g. `release.code`. */
  readonly type: string;
  readonly actor: LogActor;
  /** `<partition>:<12 digits>`. */
  readonly account?: string;
  readonly request?: string;
  readonly d: LogFields;
}

/** Where and when an entry is written. */
export interface LogScene {
  readonly src: "gate" | "broker";
  readonly deployment: string;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** The actor of what a process does by itself. */
export function systemActor(src: LogScene["src"]): LogActor {
  return { person: src, via: "system", cred: "" };
}

/** The bytes of a log entry. Throws `CRYPTO_NO_CANONICAL_FORM` for a value that has none. */
export function logEntryBytes({ type, actor, account, request, d }: LogEvent, scene: LogScene): Uint8Array {
  const { src, deployment, atMs: at } = scene;
  const { person, via, cred } = actor;
  return canonicalBytes({
    v: 1,
    type,
    at,
    src,
    deployment,
    actor: { person, via, cred },
    ...(account === undefined ? {} : { account }),
    ...(request === undefined ? {} : { request }),
    d,
  });
}
