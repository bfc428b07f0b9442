import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong on the way to the gate; what the gate itself refuses comes with a row of its own. */
export const gateClientErrors = errorRows({
  GATE_CLIENT_ADDRESS: {
    http: 400,
    exit: 2,
    title: "The address of the gate cannot be used",
    hint: "Give https://host[:port], http:// for this machine only, or unix:/path/of/the/socket.",
  },
  GATE_CLIENT_UNREACHABLE: {
    http: 502,
    exit: 2,
    title: "The gate does not answer",
    hint: "Check the address and the network. To stop something now, use the custodian door: --broker HOST:PORT. When every server is gone, use the kit.",
  },
  GATE_CLIENT_TIMEOUT: {
    http: 504,
    exit: 2,
    title: "The gate did not answer in time",
    hint: "What was sent may have been taken: look at the state before sending it again.",
  },
  GATE_CLIENT_NOT_TRUSTED: {
    http: 502,
    exit: 2,
    title: "The gate's certificate is not trusted",
    hint: "Check the address. For a certificate of your own authority, name its file as `ca` in client.json.",
  },
  GATE_CLIENT_REPLY_FOREIGN: {
    http: 502,
    exit: 2,
    title: "The reply is not one of a gate of this version",
    hint: "Check that the address is the gate's, and that both programs have the same version.",
  },
});
