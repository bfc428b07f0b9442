import type { Gain } from "../../escalation-edge.ts";
import type { ModelPrincipal } from "../../account-model.ts";
import { callOnEach, type Scene, type WayTo, type Ways } from "../scene.ts";
import { aboutPolicy, administratorAccess } from "../target-facts.ts";
import { doubted, freeWay, inTurn, type Way } from "../way.ts";
import { withOther } from "./taken-role.ts";

/** Access keys that a user can have. Source: IAM user guide, "IAM and AWS STS quotas". */
const mostKeys = 2;

/** A key of another user is made, perhaps after the user got any policy. */
export const userKey: Ways = function* (scene, escalation) {
  const { index, caller } = scene;
  const { users } = index;
  const create = callOnEach(scene, "iam:CreateAccessKey", users);
  const remove = callOnEach(scene, "iam:DeleteAccessKey", users);
  const policy = policyFor(
    scene,
    escalation.needs.map(({ action }) => action),
    users,
  );
  const isRotation = escalation.needs.some(({ action }) => action === "iam:DeleteAccessKey");
  const isFull = escalation.gives === "user-key-with-any-policy";
  for (const user of users) {
    const { arn } = user.principal;
    const keys = user.credentials?.keys ?? "unknown";
    const gain: Gain = { kind: "principal", arn, as: "user-key", ...(isFull ? { changed: "any-policy" } : {}) };
    for (const cell of caller.shared.cells.keys()) {
      const made = create(user, cell);
      if (made === null) continue;
      const key = isRotation
        ? rotated(keys, remove(user, cell), made)
        : fresh(arn, keys, isFull ? remove(user, cell) : null, made);
      const way = doubted(inTurn([policy(user, cell), key]), escalation.unseen);
      if (way !== null) yield { cell, way, gain };
    }
  }
};

function rotated(keys: number | "unknown", remove: Way | null, create: Way): Way | null {
  return keys !== "unknown" && keys < mostKeys ? null : inTurn([remove, create]);
}

function fresh(arn: string, keys: number | "unknown", remove: Way | null, create: Way): Way | null {
  if (keys !== "unknown") return keys < mostKeys ? create : remove && inTurn([remove, create]);
  if (remove?.certainty === "certain") return inTurn([remove, create]);
  return doubted(create, `how many access keys ${arn} has is not known`);
}

function policyFor(scene: Scene, actions: readonly string[], users: readonly ModelPrincipal[]): WayTo {
  if (actions.includes("iam:PutUserPolicy")) return callOnEach(scene, "iam:PutUserPolicy", users);
  if (!actions.includes("iam:AttachUserPolicy")) return () => freeWay;
  const facts = aboutPolicy(administratorAccess(scene.partition));
  return withOther(
    scene,
    "iam:AttachUserPolicy",
    users,
    facts,
    "only other policies than AdministratorAccess may be attached",
  );
}

/** A console password of another user is made or changed. A device of the user is in the way until it is taken off. */
export const userConsole: Ways = function* (scene, escalation) {
  const { index, caller } = scene;
  const { users } = index;
  const isNew = escalation.needs.some(({ action }) => action === "iam:CreateLoginProfile");
  const set = callOnEach(scene, isNew ? "iam:CreateLoginProfile" : "iam:UpdateLoginProfile", users);
  for (const user of users) {
    const { arn } = user.principal;
    const hasPassword = user.credentials?.hasPassword ?? "unknown";
    if (hasPassword === isNew) continue;
    const unsure = hasPassword === "unknown" ? `whether ${arn} has a console password is not known` : escalation.unseen;
    const isSelf = arn === caller.who.principal.arn;
    const devices = isSelf ? caller.devices : (user.credentials?.devices ?? "unknown");
    const gain: Gain = { kind: "principal", arn, as: "user-console" };
    for (const cell of caller.shared.cells.keys()) {
      const way = doubted(set(user, cell), unsure);
      if (way === null) continue;
      if (devices === 0) yield { cell, way, gain };
      else if (devices === "unknown") {
        const why = `the number of the MFA devices of ${arn} is not known (iam:ListMFADevices)`;
        yield { cell, way: doubted(way, why) ?? way, gain };
      } else {
        const why = `${arn} has an MFA device, and a console sign-in asks for it`;
        yield { cell, way: doubted(way, why) ?? way, gain, afterDeviceOf: arn };
      }
    }
  }
};
