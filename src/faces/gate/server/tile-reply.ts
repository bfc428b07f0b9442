import type { Gate } from "../../../app/gate/core/gate.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { gateErrors } from "../../../app/gate/errors.ts";
import { logOf } from "../handlers/ledger-handlers.ts";
import type { Reply } from "./reply.ts";

/** A tile of a log as the bytes that it is (C2SP tlog-tiles), for those who signed in; `null` for other addresses. */
export function tileReply(gate: Gate, path: string, insistSession: () => unknown): Reply | null {
  const named = /^\/v1\/ledger\/(gate|broker)\/(tile\/[0-9a-z/.]{1,100})$/.exec(path);
  if (named === null) return null;
  insistSession();
  const [, log = "", file = ""] = named;
  const body = logOf(gate, log).publicFile(file);
  if (body === null) throw new CodedError(gateErrors.GATE_NOT_FOUND, { detail: file });
  return { status: 200, type: "application/octet-stream", body };
}
