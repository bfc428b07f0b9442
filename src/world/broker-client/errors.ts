import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong on the way to the broker; what the broker itself refuses is a reply. */
export const brokerClientErrors = errorRows({
  BROKER_CLIENT_UNREACHABLE: {
    http: 503,
    exit: 2,
    title: "The broker does not answer",
    hint: "Nothing was released. Start the broker, or check the socket or address that the configuration names.",
  },
  BROKER_CLIENT_TIMEOUT: {
    http: 504,
    exit: 2,
    title: "The broker did not answer in time",
    hint: "It may have taken what was sent: look at its state before sending it again.",
  },
  BROKER_CLIENT_OTHER_KEY: {
    http: 502,
    exit: 2,
    title: "Something with another key than the broker's answered",
    hint: "Check the address. The roster pins the key of the custodian door; nothing was sent.",
  },
  BROKER_CLIENT_REPLY_FOREIGN: {
    http: 502,
    exit: 2,
    title: "The reply is not one of a broker of this version",
    hint: "Check that both processes have the same version.",
  },
  BROKER_CLIENT_TOO_LONG: {
    http: 413,
    exit: 2,
    title: "What was to be sent to the broker is longer than it takes",
    hint: "A line has at most 64 KiB, 4 MiB for rosters, release policies and resyncs. Split it.",
  },
  COURIER_CLIENT_UNREACHABLE: {
    http: 503,
    exit: 2,
    title: "The courier does not answer",
    hint: "No session was opened. Start it (`rootward courier --config FILE`), or check the socket or address in gate.json; then ask again while the grant is open.",
  },
});
