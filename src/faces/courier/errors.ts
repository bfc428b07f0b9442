import { errorRows } from "../../domain/core/error-row.ts";

/** Why a courier does not start. */
export const courierStartErrors = errorRows({
  COURIER_CONFIG_FOREIGN: {
    http: 500,
    exit: 2,
    title: "The courier's configuration cannot be used",
    hint: "Correct the key that is named in courier.json; `rootward custody init --management` writes a whole one.",
  },
  COURIER_NOT_SEPARATED: {
    http: 500,
    exit: 2,
    title: "The courier is not separated from the gate and the broker",
    hint: "Start it as its own user, without a debugger and without core files, where it can open nothing that is the gate's or the broker's and nobody else can change its configuration. To try things out, make a rehearsal: `rootward custody init --rehearsal`.",
  },
  COURIER_USAGE: {
    http: 500,
    exit: 2,
    title: "The courier cannot be started with these flags",
    hint: "`rootward courier --help` shows them.",
  },
});
