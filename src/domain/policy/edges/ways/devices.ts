import type { Gain } from "../../escalation-edge.ts";
import { callOnEach, type Scene, type Ways } from "../scene.ts";
import { onOne } from "../thing-ways.ts";
import { doubted, inTurn, type Way } from "../way.ts";
import { selfWay } from "./self-way.ts";

/** An MFA device is put on the own user, perhaps after another was taken off. */
export const mfaSession: Ways = function* (scene, escalation) {
  const { caller } = scene;
  const { principal } = caller.who;
  if (principal.kind !== "user") return;
  const replaces = escalation.needs.some(({ action }) => action === "iam:DeactivateMFADevice");
  const { devices } = caller;
  if (devices !== "unknown" && (devices === 0) === replaces) {
    // A further device: AWS refuses it to a key, and nobody says what holds elsewhere.
    if (replaces || escalation.unseen !== null) return;
  }
  const unsure = deviceDoubt(devices, replaces);
  const gain: Gain = { kind: "mfa-session" };
  const named = escalation.needs.filter(({ resource }) => resource === "own mfa").map(({ action }) => action);
  const onOwnUser = escalation.needs.filter(({ resource }) => resource === "own user").map(({ action }) => action);
  for (const cell of caller.shared.cells.keys()) {
    const ways = onOwnUser.map((action) => selfWay(scene, action, principal.arn, [], cell));
    // A device is taken off first, made under one name, and put on last.
    ways.splice(-1, 0, ownDevice(scene, named, cell));
    const way = doubted(inTurn(ways), unsure ?? escalation.unseen);
    if (way !== null) yield { cell, way, gain };
  }
};

function deviceDoubt(devices: number | "unknown", replaces: boolean): string | null {
  if (devices === "unknown") return "the number of the user's MFA devices is not known (iam:ListMFADevices)";
  if (devices === 0 || replaces) return null;
  return "the user has an MFA device, and whether AWS lets a further one be enrolled from here is not documented";
}

/** Calls on one device under a name of the caller's choice. */
function ownDevice({ caller, partition }: Scene, actions: readonly string[], cell: number): Way | null {
  const arns = [`arn:${partition}:iam::${caller.who.principal.account}:mfa/*`];
  return onOne(
    caller.shared,
    cell,
    actions.map((action) => ({ action, thing: { arns, others: [] } })),
  );
}

/** The devices of another user are taken off, or one of the caller's is put on it. */
export const otherDevice: Ways = function* (scene, escalation) {
  const { index, caller } = scene;
  const takesOff = escalation.needs.some(({ action }) => action === "iam:DeactivateMFADevice");
  const users = index.users.filter(({ principal }) => principal.arn !== caller.who.principal.arn);
  const change = callOnEach(scene, takesOff ? "iam:DeactivateMFADevice" : "iam:EnableMFADevice", index.users);
  for (const cell of caller.shared.cells.keys()) {
    const made = takesOff ? null : ownDevice(scene, ["iam:CreateVirtualMFADevice"], cell);
    for (const user of users) {
      const { arn } = user.principal;
      const devices = user.credentials?.devices ?? "unknown";
      if (takesOff && devices === 0) continue;
      const isUnsure = takesOff && devices === "unknown";
      const found = takesOff ? change(user, cell) : inTurn([made, change(user, cell)]);
      const doubt = isUnsure ? `whether ${arn} has an MFA device is not known` : escalation.unseen;
      const way = doubted(found, doubt);
      if (way !== null) yield { cell, way, gain: { kind: "other-device", arn, how: takesOff ? "gone" : "own" } };
    }
  }
};
