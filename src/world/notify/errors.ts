import { errorRows } from "../../domain/core/error-row.ts";

/** What can go wrong with telling people. */
export const notifyErrors = errorRows({
  NOTIFY_ADDRESS_REFUSED: {
    http: 422,
    exit: 2,
    title: "A route points to an address that notices are not sent to",
    hint: "Private, link-local and metadata addresses are refused. If it is meant, add the address or network to the route's `allow`.",
  },
  NOTIFY_ROUTE_FOREIGN: {
    http: 422,
    exit: 2,
    title: "A route's settings cannot be used",
    hint: "Use an https address; a webhook secret is whsec_ and base64 of 24 to 64 bytes; a routing key has 32 characters.",
  },
  NOTIFY_UNREACHABLE: {
    http: 502,
    exit: 3,
    title: "A route does not answer",
    hint: "It is tried again. Check the address, and whether this host may reach it.",
  },
  NOTIFY_OTHER_KEY: {
    http: 502,
    exit: 3,
    title: "A route's server has another key than the pinned one",
    hint: "Nothing was sent. If the certificate was renewed on purpose, pin the new key.",
  },
  NOTIFY_LATER: {
    http: 502,
    exit: 3,
    title: "A route did not take a notice for now",
    hint: "It is tried again by itself, later and later.",
  },
  NOTIFY_REFUSED: {
    http: 502,
    exit: 3,
    title: "A route refuses a notice for good",
    hint: "Look at the detail: a wrong key, a recipient that does not exist. Correct the route, then `rootward notify test`.",
  },
  NOTIFY_GONE: {
    http: 502,
    exit: 3,
    title: "A route is gone and was switched off",
    hint: "Its server says that it will not come back. Set up another one, then start the gate again.",
  },
  NOTIFY_GIVEN_UP: {
    http: 504,
    exit: 3,
    title: "A notice was not delivered in two days",
    hint: "Tell the people yourself, and repair the route.",
  },
});
