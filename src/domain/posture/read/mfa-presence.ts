import { factOf, isSeen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import { evidence } from "./evidence.ts";
import { flagEvidence, rootFlag } from "./root-flag.ts";
import type { Presence } from "./root-presence.ts";

/**
 * Whether root has MFA. The account summary decides; without it the device list does, but a list of virtual devices
 * alone never shows that there is none.
 */
export function mfaPresence(view: AccountView): Presence {
  const flag = rootFlag(view, "mfa");
  if (isSeen(flag)) {
    return { status: flag.value ? "present" : "absent", evidence: [flagEvidence("mfa", flag)] };
  }
  const devices = factOf(view.account.devices);
  if (isSeen(devices)) {
    const shown = [evidence("root MFA devices", String(devices.value.length), devices)];
    if (devices.value.length > 0) return { status: "present", evidence: shown };
    if (view.account.devicesComplete === true) return { status: "absent", evidence: shown };
  }
  return { status: "unseen", fact: flag };
}
