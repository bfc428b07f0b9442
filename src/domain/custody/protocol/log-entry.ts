import { z } from "zod";
import { fromUtf8 } from "../../crypto/bytes.ts";
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
  readonly account?: string | undefined;
  readonly request?: string | undefined;
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

const entryField = z.object({
  type: z.string(),
  at: z.int(),
  actor: z.object({ person: z.string(), via: z.enum(["passkey", "offline", "cli", "system"]), cred: z.string() }),
  account: z.string().optional(),
  request: z.string().optional(),
  d: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
});

/** A log entry as it was written. */
export type LogEntry = Readonly<z.infer<typeof entryField>>;

/** Reads an entry of a custody log; `null` for bytes that no custody log writes. */
export function readLogEntry(bytes: Uint8Array): LogEntry | null {
  const text = fromUtf8(bytes);
  if (text === null) return null;
  try {
    const read = entryField.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
