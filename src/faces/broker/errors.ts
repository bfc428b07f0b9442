import { errorRows } from "../../domain/core/error-row.ts";

/** Why the broker does not start. */
export const brokerStartErrors = errorRows({
  BROKER_CONFIG_FOREIGN: {
    http: 500,
    exit: 2,
    title: "The broker's configuration cannot be used",
    hint: "Correct the key that is named in broker.json; `rootward custody init` writes a whole one.",
  },
  BROKER_KEY_UNREADABLE: {
    http: 500,
    exit: 2,
    title: "A file that the broker needs cannot be read, or is not what it must be",
    hint: "A key file holds 32 bytes as one line of base64url, mode 0400, owned by the broker's user.",
  },
  BROKER_KEYS_ALIKE: {
    http: 500,
    exit: 2,
    title: "Two of the keys are one and the same",
    hint: "The broker's signing, door and log key and the gate's log key are four keys. Make the copied one anew and sign a roster with it.",
  },
  BROKER_NOT_SEPARATED: {
    http: 500,
    exit: 2,
    title: "The broker is not separated from the gate",
    hint: "Start it as its own user (`custody init` makes the users), without a debugger and without core files, where it cannot open what is the gate's. To try things out, make a rehearsal: `rootward custody init --rehearsal`.",
  },
});
