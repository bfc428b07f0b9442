import type { AwsError, NetworkFault } from "../../../domain/snapshot/calls/aws-error.ts";

const faults: Readonly<Record<string, NetworkFault>> = {
  ETIMEDOUT: "timeout",
  TimeoutError: "timeout",
  RequestTimeout: "timeout",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  EPROTO: "tls",
};

/** Reads what the SDK (or our Sign-In client) threw; nothing of the SDK's types leaves here. */
export function readAwsError(thrown: unknown): AwsError {
  const name = textOf(thrown, "name");
  const message = messageOf(thrown);
  const httpStatus = statusOf(thrown);
  const network = faultOf(thrown, name);
  if (network !== null) return { code: "", message, httpStatus: null, network };
  // An answer that is not of the service's protocol: something else listens there.
  if (!isServiceError(thrown) && name !== "CredentialsProviderError" && name !== "TokenProviderError") {
    return { code: "", message: `the answer cannot be read (${message})`, httpStatus, network: "other" };
  }
  const wire = textOf(thrown, "Code");
  return { code: name === "Error" && wire !== "" ? wire : name, message, httpStatus, network: null };
}

function isServiceError(thrown: unknown): boolean {
  return typeof thrown === "object" && thrown !== null && "$fault" in thrown;
}

function faultOf(thrown: unknown, name: string): NetworkFault | null {
  if (isServiceError(thrown)) return null;
  const code = textOf(thrown, "code") || textOf(causeOf(thrown), "code");
  const known = faults[code] ?? faults[name];
  if (known !== undefined) return known;
  return /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/.test(code) ? "tls" : null;
}

function causeOf(thrown: unknown): unknown {
  if (thrown instanceof AggregateError) return thrown.errors[0];
  return thrown instanceof Error ? thrown.cause : undefined;
}

function messageOf(thrown: unknown): string {
  const message = textOf(thrown, "message") || textOf(thrown, "Message");
  if (message === "" && thrown instanceof AggregateError) return messageOf(thrown.errors[0]);
  // The SDK puts its own package's name before what happened.
  return message.replace(/^@smithy\/[\w-]+ - \[[A-Z]+\] /, "");
}

function statusOf(thrown: unknown): number | null {
  if (typeof thrown !== "object" || thrown === null || !("$metadata" in thrown)) return null;
  const metadata = thrown.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return null;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
}

function textOf(value: unknown, key: string): string {
  if (typeof value !== "object" || value === null || !(key in value)) return "";
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : "";
}
