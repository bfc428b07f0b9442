import { errorRows } from "../../domain/core/error-row.ts";

/** What keeps a witness server from running. */
export const witnessErrors = errorRows({
  WITNESS_CONFIG_FOREIGN: {
    http: 422,
    exit: 2,
    title: "The witness's settings are not complete or not valid",
    hint: "It needs where to listen, its key file, its data directory and at least one log's key; see docs/formats/ledger.md.",
  },
  WITNESS_KEY_FOREIGN: {
    http: 422,
    exit: 2,
    title: "This is not a witness's key file",
    hint: "Make one with `rootward witness --new-key NAME --key FILE`. It holds one line that begins with PRIVATE+KEY.",
  },
  WITNESS_KEY_EXISTS: {
    http: 409,
    exit: 2,
    title: "There is a file where the new key would be written",
    hint: "Name another file. A key that logs trust already must not be replaced.",
  },
  WITNESS_CANNOT_LISTEN: {
    http: 500,
    exit: 2,
    title: "The witness cannot listen there",
    hint: "Name another --listen HOST:PORT; another process may have the port, or the address is not this host's.",
  },
  WITNESS_STATE_FOREIGN: {
    http: 500,
    exit: 3,
    title: "A checkpoint that the witness stored does not verify",
    hint: "The data directory was changed, or the log's key is another one. Nothing is cosigned until it is clear what happened.",
  },
});
