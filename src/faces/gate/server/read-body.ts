import type { IncomingMessage } from "node:http";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { gateErrors } from "../../../app/gate/errors.ts";

/** The JSON of a body. Throws `GATE_BODY_TOO_LARGE`, `GATE_BODY_FOREIGN`. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const isEmpty = request.headers["content-length"] === "0" || request.headers["content-length"] === undefined;
  if (isEmpty && request.headers["transfer-encoding"] === undefined) return {};
  // A form of another site cannot send this type without being asked first.
  if (type !== "application/json")
    throw new CodedError(gateErrors.GATE_BODY_FOREIGN, { detail: "not application/json" });
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > mostBytes) throw tooLarge(mostBytes);
    chunks.push(bytes);
  }
  return jsonOf(Buffer.concat(chunks));
}

/** The query of a GET; a name twice is refused. Throws `GATE_BODY_FOREIGN`. */
export function readQuery(query: URLSearchParams): Readonly<Record<string, string>> {
  const names = [...query.keys()];
  if (new Set(names).size < names.length)
    throw new CodedError(gateErrors.GATE_BODY_FOREIGN, { detail: "a name twice" });
  return Object.fromEntries(query);
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new CodedError(gateErrors.GATE_BODY_FOREIGN, { detail: "it is no JSON" });
  }
}

function tooLarge(mostBytes: number): CodedError {
  return new CodedError(gateErrors.GATE_BODY_TOO_LARGE, { detail: `more than ${mostBytes} bytes` });
}
