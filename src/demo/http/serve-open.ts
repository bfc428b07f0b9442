import { timingSafeEqual } from "node:crypto";
import { CodedError } from "../../domain/core/coded-error.ts";
import { demoErrors } from "../errors.ts";
import type { OpenCall, OpenReply, OpenRoute } from "../open-route.ts";
import type { HttpRequest } from "../aws-service.ts";
import type { Principal } from "../state/principal.ts";
import type { HttpReply } from "./protocols.ts";
import type { Runtime } from "./runtime.ts";
import { signedScope, verifySignature } from "./verify-signature.ts";

/** Whether a path belongs to the set-up and human pages rather than to an AWS service. */
export function isOpenPath(path: string): boolean {
  return path.startsWith("/_setup/") || path.startsWith("/_human/");
}

/** Serves one unsigned call; never throws. Errors are problem+json. */
export async function serveOpen(runtime: Runtime, request: HttpRequest): Promise<HttpReply> {
  try {
    const bearer = /^Bearer (.+)$/.exec(request.headers["authorization"] ?? "")?.[1] ?? null;
    const isSetup = bearer !== null && equal(bearer, runtime.setupToken);
    if (request.path.startsWith("/_setup/") && !isSetup) throw new CodedError(demoErrors.DEMO_SETUP_REFUSED);
    const found = findRoute(runtime.openRoutes, request);
    if (found === null) return json({ status: 404, body: { title: `No route ${request.method} ${request.path}` } });
    const body = bodyOf(request.body);
    const call: OpenCall = {
      state: runtime.state,
      parameters: found.parameters,
      query: request.query,
      body,
      bearer,
      isSetup,
      signedBy: signer(runtime, request),
      remoteAddress: request.remoteAddress,
    };
    return json(await found.route.handle(call));
  } catch (failure) {
    if (failure instanceof CodedError) {
      const { code, http, title } = failure.row;
      return json({ status: http, body: { code, title, detail: failure.detail, hint: failure.hint } });
    }
    return json({ status: 500, body: { title: failure instanceof Error ? failure.stack : String(failure) } });
  }
}

function findRoute(
  routes: readonly OpenRoute[],
  request: HttpRequest,
): { route: OpenRoute; parameters: Readonly<Record<string, string>> } | null {
  const wanted = request.path.split("/");
  for (const route of routes) {
    const parts = route.path.split("/");
    if (route.method !== request.method || parts.length !== wanted.length) continue;
    const parameters: Record<string, string> = {};
    const fits = parts.every((part, index) => {
      const actual = wanted[index] ?? "";
      if (!part.startsWith("{")) return part === actual;
      parameters[part.slice(1, -1)] = decoded(actual);
      return true;
    });
    if (fits) return { route, parameters };
  }
  return null;
}

function signer(runtime: Runtime, request: HttpRequest): Principal | null {
  if (signedScope(request) === null) return null;
  const { credentials, clock } = runtime.state;
  const verdict = verifySignature(request, credentials, runtime.wallClock(), clock.now());
  return verdict.status === "valid" ? verdict.credentials.principal : null;
}

function bodyOf(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Falls through to the refusal.
  }
  throw new CodedError(demoErrors.DEMO_SETUP_INVALID, { detail: "the body is not a JSON object" });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function json(reply: OpenReply): HttpReply {
  const type = reply.status >= 400 ? "application/problem+json" : "application/json";
  return { status: reply.status, headers: { "content-type": type }, body: `${JSON.stringify(reply.body)}\n` };
}
