import { CodedError } from "../../domain/core/coded-error.ts";
import { changeableByOthers } from "../../world/separation/changeable-by-others.ts";
import { enterSeparation } from "../../world/separation/enter-separation.ts";
import { reachablePaths } from "../../world/separation/reachable-paths.ts";
import { hasShutPath } from "../../world/separation/shut-path.ts";
import { ownStart, startFaults } from "../../world/separation/start-faults.ts";
import { type CourierConfig, courierEnvironment } from "./config.ts";
import { courierStartErrors } from "./errors.ts";

/** Makes the process the courier's own, for good; `file` is its configuration. Throws `COURIER_NOT_SEPARATED`. */
export function separate({ separation, user, foreignPaths, socket }: CourierConfig, file: string): void {
  const entered = enterSeparation({ separation, user });
  if (entered.status === "refused") throw notSeparated(entered.why);
  process.umask(0o077);
  if (separation === "none") return;
  const [fault] = startFaults(ownStart(courierEnvironment().nodeOptions));
  if (fault !== undefined) throw notSeparated(fault.detail);
  const [reached] = reachablePaths(foreignPaths);
  if (reached !== undefined) throw notSeparated(`it can open ${reached}`);
  // SECURITY: a list that is empty or leads nowhere would let one user run gate and courier and call them apart.
  if (socket !== undefined && !hasShutPath(foreignPaths)) {
    throw notSeparated("foreignPaths names nothing of the gate's that is there and shut to it");
  }
  // SECURITY: whoever changes the configuration names himself as the broker, and is believed.
  const loose = changeableByOthers(file, entered.uid);
  if (loose !== null) throw notSeparated(`others can change ${loose}`);
}

function notSeparated(detail: string): CodedError {
  return new CodedError(courierStartErrors.COURIER_NOT_SEPARATED, { detail });
}
