import type { AccountState } from "./state/account-state.ts";
import type { PolicyDocument } from "./state/policy-document.ts";
import type { PretendState } from "./state/pretend-state.ts";
import type { Principal } from "./state/principal.ts";

/*
 * How a service plugs in: export one `AwsService`, add it to the table in services.ts. The server has checked the
 * signature, the token's life, faults and rate limits before a handler runs; the handler authorizes, acts on `call.state`, and returns the answer or throws `AwsFailure`.
 */

/** Values of condition keys, e.g. `{"sts:TaskPolicyArn": "arn:…"}`; a list for keys with several values. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

/** What else takes part in one authorization. */
export interface AuthorizeOptions {
  readonly context?: ConditionContext | undefined;
  /** The account that owns the resource; the caller's own when missing. */
  readonly resourceAccount?: AccountState | undefined;
  /** Policy on the resource (bucket, queue, trust, delegation); null = the resource has none. */
  readonly resourcePolicy?: PolicyDocument | null | undefined;
  /** The resource policy must allow even within one account, as a role's trust policy must. */
  readonly resourceMustAllow?: boolean | undefined;
  /** The caller's own policies must allow too, even where the resource policy names the caller itself. */
  readonly identityMustAllow?: boolean | undefined;
  /** S3 and SQS: root of the owning account gets past a Deny in the resource policy. */
  readonly rootPassesResourceDeny?: boolean | undefined;
}

/** The outcome of one authorization; `message` is AWS's sentence. */
export type Authorization = { readonly allowed: true } | { readonly allowed: false; readonly message: string };

/** One signed call. */
export interface Call {
  /** Name in the credential scope, e.g. `account`. */
  readonly service: string;
  /** e.g. `PutContactInformation`. */
  readonly operation: string;
  readonly region: string;
  readonly caller: Principal;
  /** The caller's account. */
  readonly account: AccountState;
  readonly state: PretendState;
  /** The parameters: JSON body; query and REST services add path and query parameters; all-flat text for Query. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly request: HttpRequest;
  /** Answers whether the caller may do `action` (e.g. `account:PutContactInformation`) on a resource ARN. */
  readonly decide: (action: string, resource: string, options?: AuthorizeOptions) => Authorization;
  /** The same, but throws the service's AccessDenied failure. */
  readonly authorize: (action: string, resource: string, options?: AuthorizeOptions) => void;
}

/** The request as it came, its body read to the end. */
export interface HttpRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** e.g. `127.0.0.1`; what aws:SourceIp says. */
  readonly remoteAddress: string;
}

/** A handler's answer: members for the protocol to write, or (REST XML) the whole reply. */
export type AwsReply =
  | { readonly kind: "result"; readonly result: Readonly<Record<string, unknown>> }
  | {
      readonly kind: "raw";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** Does one operation; throws `AwsFailure` to refuse. */
export type Handler = (call: Call) => AwsReply | Promise<AwsReply>;

/** Wire form of a service. */
export type Protocol = "query" | "json-1.0" | "json-1.1" | "rest-json" | "rest-xml";

/** One AWS service of the pretend AWS. */
export interface AwsService {
  /** Name in the credential scope. */
  readonly name: string;
  readonly protocol: Protocol;
  /** Query: the XML namespace, e.g. `https://iam.amazonaws.com/doc/2010-05-08/`. */
  readonly namespace?: string;
  /** By operation name. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /**
   * REST: finds the operation of a request and parameters from its path; null = no such operation. Query and JSON
   * services leave it out: Action and X-Amz-Target tell.
   */
  readonly route?: (
    request: HttpRequest,
  ) => { readonly operation: string; readonly input?: Readonly<Record<string, unknown>> } | null;
  /** The code of a refused authorization; `AccessDenied` (IAM, STS, S3) or `AccessDeniedException` (the others). */
  readonly deniedCode: string;
  readonly deniedStatus: number;
  /** The code and status of a throttled call, e.g. `Throttling` 400, `TooManyRequestsException` 429. */
  readonly throttle: { readonly code: string; readonly status: number; readonly message: string };
  /** Which bucket a call draws from; the group named like the service, kept per caller's account, when missing. */
  readonly bucketOf?: (
    operation: string,
    input: Readonly<Record<string, unknown>>,
    callerAccount: string,
    state: PretendState,
  ) => BucketKey;
}

/** Which token bucket a call draws from. */
export interface BucketKey {
  /** Name in the bucket limits, e.g. `account:GetContactInformation`; see limits/default-buckets.ts. */
  readonly group: string;
  /** What the bucket is kept for, mostly an account id. */
  readonly owner: string;
}

/** An answer of members. */
export function result(members: Readonly<Record<string, unknown>> = {}): AwsReply {
  return { kind: "result", result: members };
}
