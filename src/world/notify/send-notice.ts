import { CodedError } from "../../domain/core/coded-error.ts";
import { fromBase64, toBase64 } from "../../domain/crypto/base64.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { hmacSha256 } from "../../domain/crypto/hmac.ts";
import type { Notice } from "../../domain/notice/notice.ts";
import { pagerdutyBody } from "../../domain/notice/pagerduty-body.ts";
import { slackBody } from "../../domain/notice/slack-body.ts";
import { webhookBody } from "../../domain/notice/webhook-body.ts";
import { notifyErrors } from "./errors.ts";
import { type Posted, postJson } from "./post-json.ts";
import type { Delivery, HttpRoute } from "./route.ts";

/** Tries once to send a notice over a route that is one POST. Never throws; `nowSeconds` is what a webhook is signed with. */
export async function sendNotice(route: HttpRoute, notice: Notice, nowSeconds: number): Promise<Delivery> {
  try {
    return deliveryOf(route, await post(route, notice, nowSeconds));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const detail = error.detail ?? route.name;
    const isLasting =
      error.row === notifyErrors.NOTIFY_ADDRESS_REFUSED || error.row === notifyErrors.NOTIFY_ROUTE_FOREIGN;
    return isLasting
      ? { status: "refused", row: error.row, detail }
      : { status: "later", row: error.row, detail, afterMs: null };
  }
}

function post(route: HttpRoute, notice: Notice, nowSeconds: number): Promise<Posted> {
  switch (route.kind) {
    case "slack":
      return postJson(route, JSON.stringify(slackBody(notice)));
    case "pagerduty": {
      const key = route.routingKey.reveal();
      if (!/^[0-9A-Za-z]{32}$/.test(key)) throw unusable(route, "its routing key");
      return postJson(route, JSON.stringify(pagerdutyBody(notice, key)));
    }
    case "webhook": {
      const body = JSON.stringify(webhookBody(notice));
      return postJson(route, body, signedHeaders(route, notice.id, nowSeconds, body));
    }
  }
}

/** Standard Webhooks 1.0.0: HMAC-SHA-256 over `id.timestamp.body`. */
function signedHeaders(
  route: Extract<HttpRoute, { readonly kind: "webhook" }>,
  id: string,
  nowSeconds: number,
  body: string,
): Readonly<Record<string, string>> {
  const secret = route.secret.reveal();
  const key = secret.startsWith("whsec_") ? fromBase64(secret.slice("whsec_".length)) : null;
  if (key === null || key.length < 24 || key.length > 64) throw unusable(route, "its secret");
  const mac = hmacSha256(key, utf8(`${id}.${nowSeconds}.${body}`));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(nowSeconds),
    "webhook-signature": `v1,${toBase64(mac)}`,
  };
}

function deliveryOf(route: HttpRoute, { status, retryAfterMs }: Posted): Delivery {
  const detail = `${route.name}: status ${status}`;
  if (status >= 200 && status < 300) return { status: "sent" };
  if (status === 410) return { status: "gone", row: notifyErrors.NOTIFY_GONE, detail };
  // A redirect is none of ours to follow; it and every other 4xx will say the same next time.
  if (status < 500 && status !== 429 && status !== 408)
    return { status: "refused", row: notifyErrors.NOTIFY_REFUSED, detail };
  return { status: "later", row: notifyErrors.NOTIFY_LATER, detail, afterMs: retryAfterMs };
}

function unusable({ name }: HttpRoute, what: string): CodedError {
  return new CodedError(notifyErrors.NOTIFY_ROUTE_FOREIGN, { detail: `${name}: ${what}` });
}
