import type { Gives } from "../escalation.ts";
import type { Ways } from "./scene.ts";
import { attachedRole } from "./ways/attached-role.ts";
import { mfaSession, otherDevice } from "./ways/devices.ts";
import { boundaryOff, denyOff } from "./ways/guard-off.ts";
import { handedRole } from "./ways/handed-role.ts";
import { permissionSet, root, scpsOff } from "./ways/organization.ts";
import { anyPolicy, groupRights, otherVersion } from "./ways/own-rights.ts";
import { takenRole } from "./ways/taken-role.ts";
import { userConsole, userKey } from "./ways/taken-user.ts";

/** How the edges of an escalation are found, by what it gives. */
export const waysOf: Readonly<Record<Gives, Ways>> = {
  "passed-role": handedRole,
  "attached-role": attachedRole,
  role: takenRole,
  "role-with-any-policy": takenRole,
  "role-without-boundary": takenRole,
  "user-key": userKey,
  "user-key-with-any-policy": userKey,
  "user-console": userConsole,
  "any-policy": anyPolicy,
  "other-version": otherVersion,
  "group-rights": groupRights,
  "permission-set": permissionSet,
  "without-deny": denyOff,
  "without-boundary": boundaryOff,
  "without-scps": scpsOff,
  "mfa-session": mfaSession,
  "other-device": otherDevice,
  root,
};
