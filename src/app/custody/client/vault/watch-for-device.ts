import { isSeen, type Unseen } from "../../../../domain/core/fact.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import type { LookAtRoot } from "./look-at-root.ts";
import { newRootDevice, type Sighting, type SoughtDevice } from "./new-root-device.ts";

/** How AWS is asked, until when, and who is told. */
export interface Watch extends SoughtDevice {
  readonly look: LookAtRoot;
  /** This computer's clock, Unix milliseconds; one look is made in every case. */
  readonly untilMs: number;
  /** Waits between two looks; `false` when the person ended it. */
  readonly pause: (ms: number) => Promise<boolean>;
  /** Before each look. */
  readonly onLook: (leftMs: number) => void;
}

/** What came of it. */
export type Watched =
  | Sighting
  | { readonly status: "unknown"; readonly why: Unseen }
  /** The person ended it before a device was seen. */
  | { readonly status: "ended" };

/** Between two looks, in milliseconds. */
const pauseMs = 5000;

/** Reasons that another look in a moment may not meet again. */
const passing: ReadonlySet<Unseen["why"]> = new Set(["throttled", "unreachable"]);

/** Asks AWS again and again for a device that was enabled with a seed's codes. */
export async function watchForDevice(deps: Pick<ClientDeps, "nowMs">, watch: Watch): Promise<Watched> {
  const { look, untilMs, pause, onLook } = watch;
  for (;;) {
    onLook(Math.max(0, untilMs - deps.nowMs()));
    const devices = await look();
    const seen: Watched = isSeen(devices)
      ? newRootDevice(devices.value, watch, nowSeconds(deps))
      : { status: "unknown", why: devices };
    if (seen.status === "unknown" ? !passing.has(seen.why.why) : seen.status !== "none") return seen;
    const leftMs = untilMs - deps.nowMs();
    if (leftMs <= 0) return seen;
    if (!(await pause(Math.min(pauseMs, leftMs)))) return { status: "ended" };
  }
}
