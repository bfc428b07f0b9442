import { CodedError } from "../../domain/core/coded-error.ts";
import { gateClientErrors } from "./errors.ts";

/** Where the gate listens. */
export type GateAddress =
  | { readonly kind: "unix"; readonly socketPath: string }
  | {
      readonly kind: "tcp";
      readonly isTls: boolean;
      readonly host: string;
      readonly port: number;
      readonly base: string;
    };

/**
 * Reads `https://…`, `http://` on this machine, or `unix:/path`. Throws `GATE_CLIENT_ADDRESS`: over plain HTTP to another
 * machine, anybody on the way could read the session.
 */
export function gateAddress(text: string): GateAddress {
  if (text.startsWith("unix:/")) return { kind: "unix", socketPath: text.slice("unix:".length) };
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) throw unusable(text);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") throw unusable(url.host);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const isTls = url.protocol === "https:";
  if (!isTls && host !== "localhost" && host !== "::1" && !/^127(?:\.[0-9]{1,3}){3}$/.test(host)) {
    throw unusable(`http://${url.host}`);
  }
  const port = url.port === "" ? (isTls ? 443 : 80) : Number(url.port);
  return { kind: "tcp", isTls, host, port, base: url.pathname.replace(/\/$/, "") };
}

function unusable(text: string): CodedError {
  return new CodedError(gateClientErrors.GATE_CLIENT_ADDRESS, { detail: text.slice(0, 200) });
}
