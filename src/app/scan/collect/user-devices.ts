import { arnParts } from "../../../domain/core/arn.ts";
import { type Fact, unseen } from "../../../domain/core/fact.ts";
import type { UserDevice } from "../../../domain/snapshot/account-facts.ts";
import { type Answer, factFrom } from "../../../domain/snapshot/calls/answer.ts";
import type { VirtualDevice } from "../../../world/aws/iam/list-virtual-mfa-devices.ts";

/**
 * The devices of IAM users among an account's assigned virtual ones. A device whose holder AWS does not name might be
 * anybody's: then no list is given, because nobody's part of it is known to be whole.
 */
export function userDevices(answer: Answer<readonly VirtualDevice[]>): Fact<UserDevice[]> {
  if (answer.status === "ok" && answer.value.some(({ userArn }) => userArn === null)) {
    return unseen("not-observable", answer.call, "the answer has an assigned device without the user it belongs to");
  }
  return factFrom(answer, (devices) =>
    devices.flatMap(({ userArn, serial, enabledAt }) =>
      userArn !== null && arnParts(userArn)?.resource.startsWith("user/") === true
        ? [{ user: userArn, serial, enabledAt }]
        : [],
    ),
  );
}
