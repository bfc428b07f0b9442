import { errorRows } from "../../domain/core/error-row.ts";

/** What the gate does not start with. */
export const gateStartErrors = errorRows({
  GATE_CONFIG_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The gate's configuration cannot be used",
    hint: "Correct what is named in gate.json; `rootward custody init` wrote one that works.",
  },
  GATE_KEY_UNREADABLE: {
    http: 500,
    exit: 2,
    title: "A key or secret of the gate cannot be read",
    hint: "A key file is one line of base64url over 32 bytes, readable by the gate's user alone. Look at the path and its owner.",
  },
  GATE_KEY_OPEN: {
    http: 500,
    exit: 2,
    title: "A key or secret of the gate can be read by others",
    hint: "Give the file to the gate's user and take the rights of all others: chmod 0400.",
  },
  GATE_SECRET_WEAK: {
    http: 422,
    exit: 2,
    title: "A key or secret of the gate is a default or far too simple",
    hint: "Make a random one: `rootward custody init` does for keys, the service on the other side for its own.",
  },
  GATE_NOT_SEPARATED: {
    http: 500,
    exit: 2,
    title: "The gate is not kept apart from the broker",
    hint: "Start it as its own user (or as root, which changes to it), and see that it cannot open what is the broker's.",
  },
  GATE_NOT_LISTENING: {
    http: 500,
    exit: 2,
    title: "The gate cannot listen at its address",
    hint: "Another process may have the port, or the address is not this machine's. See `listen` in gate.json.",
  },
});
