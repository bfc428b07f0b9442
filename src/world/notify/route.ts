import type { ErrorRow } from "../../domain/core/error-row.ts";
import type { Secret } from "../../domain/core/secret.ts";

interface OverHttp {
  readonly name: string;
  /** The whole address; with Slack it is itself a secret. */
  readonly url: Secret;
  /** Addresses or networks (`10.0.0.0/8`) that are not public and are meant. */
  readonly allow: readonly string[];
  /** SHA-256 of the server's SubjectPublicKeyInfo, base64url: then this key counts and no authority. */
  readonly pin?: string | undefined;
}

/** A route that is one POST. */
export type HttpRoute =
  | ({ readonly kind: "slack" } & OverHttp)
  | ({ readonly kind: "pagerduty"; readonly routingKey: Secret } & OverHttp)
  /** Standard Webhooks; `whsec_` and base64 of 24 to 64 bytes. */
  | ({ readonly kind: "webhook"; readonly secret: Secret } & OverHttp);

/** A route over SMTP. */
export interface MailRoute {
  readonly kind: "smtp";
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** `none` only to this machine. */
  readonly tls: "tls" | "starttls" | "none";
  readonly login: { readonly user: string; readonly password: Secret } | null;
  readonly from: string;
  readonly to: readonly string[];
  /** PEM of an authority of one's own. */
  readonly ca?: string | undefined;
}

/** How a notice reaches people. */
export type NoticeRoute = HttpRoute | MailRoute;

/** What became of one attempt. */
export type Delivery =
  | { readonly status: "sent" }
  /** Later, not before `afterMs` where the other side said so. */
  | { readonly status: "later"; readonly row: ErrorRow; readonly detail: string; readonly afterMs: number | null }
  /** This notice never. */
  | { readonly status: "refused"; readonly row: ErrorRow; readonly detail: string }
  /** No notice any more. */
  | { readonly status: "gone"; readonly row: ErrorRow; readonly detail: string };
