import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import type { Secret } from "../../domain/core/secret.ts";
import { gateClientErrors } from "./errors.ts";
import { type GateAddress, gateAddress } from "./gate-address.ts";
import { readProblem } from "./read-problem.ts";
import { sendOnce, type WireReply, type WireRequest } from "./send-once.ts";

/** A call as the contract's `callOf` makes it. */
export interface GateCall<R extends z.ZodType> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly target: string;
  /** `null` for none. */
  readonly body: unknown;
  readonly reply: R;
}

/** How to reach a gate. */
export interface GateClientOptions {
  /** `https://…`, `http://` on this machine, or `unix:/path`. */
  readonly url: string;
  /** Of the session; left out before signing in. */
  readonly token?: Secret | undefined;
  /** For one attempt; 15 s by default. */
  readonly timeoutMs?: number | undefined;
  readonly ca?: string | undefined;
}

/** A gate that can be called. */
export interface GateClient {
  /** Sends a call and reads its reply. Throws `GATE_CLIENT_*`, and whatever the gate refuses with, by its own row. */
  call<R extends z.ZodType>(call: GateCall<R>): Promise<z.output<R>>;
  /** The same gate, signed in. */
  signedIn(token: Secret): GateClient;
}

/** Waits before the second and third attempt of a GET, in milliseconds. */
const retryPauses = [200, 1000];

/** Opens nothing yet: each call is a connection of its own. Throws `GATE_CLIENT_ADDRESS`. */
export function openGateClient(options: GateClientOptions): GateClient {
  const address = gateAddress(options.url);
  return {
    call: async (call) => readReply(call, await sendPatiently(address, wireOf(call, options))),
    signedIn: (token) => openGateClient({ ...options, token }),
  };
}

/** INVARIANT: only a GET is sent again by itself; anything else may have been taken although no reply came. */
async function sendPatiently(address: GateAddress, wire: WireRequest): Promise<WireReply> {
  for (const wait of wire.method === "GET" ? retryPauses : []) {
    try {
      const reply = await sendOnce(address, wire);
      if (reply.status !== 502 && reply.status !== 504) return reply;
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await pause(wait);
  }
  return await sendOnce(address, wire);
}

function isPassing(error: unknown): boolean {
  return error instanceof CodedError && error.row === gateClientErrors.GATE_CLIENT_UNREACHABLE;
}

function wireOf(call: GateCall<z.ZodType>, { token, timeoutMs = 15_000, ca }: GateClientOptions): WireRequest {
  const body = call.body === null ? null : JSON.stringify(call.body);
  const headers: Record<string, string> = { accept: "application/json, application/problem+json" };
  if (body !== null) {
    headers["content-type"] = "application/json";
    headers["content-length"] = String(Buffer.byteLength(body));
  }
  if (token !== undefined) headers["authorization"] = `Bearer ${token.reveal()}`;
  return { method: call.method, target: call.target, headers, body, timeoutMs, ca };
}

function readReply<R extends z.ZodType>(call: GateCall<R>, { status, text }: WireReply): z.output<R> {
  const value = parsed(text);
  if (status >= 400) throw readProblem(value) ?? foreign(call, `status ${status}`);
  const read = call.reply.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw foreign(call, `status ${status}, ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function foreign({ method, target }: GateCall<z.ZodType>, detail: string): CodedError {
  return new CodedError(gateClientErrors.GATE_CLIENT_REPLY_FOREIGN, {
    detail: `${method} ${target.split("?")[0] ?? ""}: ${detail}`.slice(0, 300),
  });
}
