import type { AwsFailure } from "../aws-failure.ts";
import type { AwsService, HttpRequest, Protocol } from "../aws-service.ts";
import { writeXml, xmlText } from "./write-xml.ts";

/** What goes back over the wire. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The operation a request asks for, with its parameters. */
export interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Finds operation and parameters; `null` = no such operation, `"unreadable"` = the body is no JSON object. */
export function readAsked(service: AwsService, request: HttpRequest): Asked | "unreadable" | null {
  if (service.protocol === "query") {
    const input = Object.fromEntries([...request.query, ...new URLSearchParams(request.body)]);
    const operation = input["Action"];
    return operation === undefined ? null : { operation, input };
  }
  const isJson = service.protocol !== "rest-xml";
  const body = isJson ? jsonObject(request.body) : {};
  if (service.route !== undefined) {
    const found = service.route(request);
    if (found === null) return null;
    return body === null ? "unreadable" : { operation: found.operation, input: { ...body, ...found.input } };
  }
  const target = request.headers["x-amz-target"];
  if (target === undefined) return null;
  return body === null ? "unreadable" : { operation: target.slice(target.lastIndexOf(".") + 1), input: body };
}

/** Writes a handler's members in the service's protocol. */
export function writeResult(
  service: AwsService,
  operation: string,
  result: Readonly<Record<string, unknown>>,
  requestId: string,
): HttpReply {
  switch (service.protocol) {
    case "query": {
      const inner = writeXml(`${operation}Result`, result);
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${service.namespace ?? ""}">${inner}${metadata}</${operation}Response>`;
      return { status: 200, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body };
    }
    case "rest-xml": {
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(`${operation}Result`, result)}`;
      return { status: 200, headers: { "content-type": "application/xml", "x-amz-request-id": requestId }, body };
    }
    case "json-1.0":
    case "json-1.1":
    case "rest-json":
      return {
        status: 200,
        headers: { "content-type": jsonType(service.protocol), "x-amzn-requestid": requestId },
        body: JSON.stringify(result, (_, value: unknown) => (value === null ? undefined : value)),
      };
  }
}

/** Writes an error as the protocol spells it. */
export function writeFailure(service: AwsService, failure: AwsFailure, requestId: string): HttpReply {
  const { code, message, extra } = failure;
  const more = Object.entries(extra).map(([key, value]) => `<${key}>${xmlText(value)}</${key}>`);
  switch (service.protocol) {
    case "query": {
      const type = failure.status >= 500 ? "Receiver" : "Sender";
      const inner = `<Type>${type}</Type><Code>${code}</Code><Message>${xmlText(message)}</Message>${more.join("")}`;
      return {
        status: failure.status,
        headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
        body: `<ErrorResponse xmlns="${service.namespace ?? ""}"><Error>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      };
    }
    case "rest-xml": {
      const inner = `<Code>${code}</Code><Message>${xmlText(message)}</Message>${more.join("")}<RequestId>${requestId}</RequestId>`;
      return {
        status: failure.status,
        headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}</Error>`,
      };
    }
    case "json-1.1":
      return {
        status: failure.status >= 500 ? failure.status : 400,
        headers: { "content-type": jsonType(service.protocol), "x-amzn-requestid": requestId },
        body: JSON.stringify({ __type: code, Message: message, ...extra }),
      };
    case "json-1.0":
      return {
        status: failure.status >= 500 ? failure.status : 400,
        headers: { "content-type": jsonType(service.protocol), "x-amzn-requestid": requestId },
        body: JSON.stringify({ __type: `com.amazonaws.${service.name}#${code}`, message, ...extra }),
      };
    case "rest-json":
      return {
        status: failure.status,
        headers: {
          "content-type": jsonType(service.protocol),
          "x-amzn-requestid": requestId,
          "x-amzn-errortype": code,
        },
        body: JSON.stringify({ message, ...extra }),
      };
  }
}

function jsonType(protocol: Protocol): string {
  if (protocol === "json-1.1") return "application/x-amz-json-1.1";
  return protocol === "json-1.0" ? "application/x-amz-json-1.0" : "application/json";
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
