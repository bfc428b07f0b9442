import { expect, it } from "vitest";
import { parsePolicy } from "../../../iam/language/parse-policy.ts";
import { touchesOwnDeviceOnly } from "./own-user-only.ts";

const own = "arn:aws:iam::*:user/${aws:username}";

function isOwn(Action: unknown, Resource: unknown, more: object = {}, Version = "2012-10-17"): boolean {
  const document = { Version, Statement: { Effect: "Allow", Action, Resource, ...more } };
  return touchesOwnDeviceOnly([{ name: "p", policy: parsePolicy(document, "identity") }]);
}

it("documents that name the own user alone touch nobody else's devices", () => {
  expect(isOwn("iam:EnableMFADevice", own)).toBe(true);
  expect(isOwn("iam:*", [own, "arn:aws:iam::*:mfa/${aws:username}"])).toBe(true);
  expect(isOwn("s3:*", "*")).toBe(true);
});

it("a star behind the name, another user, everything but something, and what nobody knows may", () => {
  expect(isOwn("iam:EnableMFADevice", `${own}*`)).toBe(false);
  expect(isOwn("iam:enablemfadevice", [own, "arn:aws:iam::*:user/bob"])).toBe(false);
  expect(isOwn("*", "*")).toBe(false);
  expect(isOwn(undefined, own.replace("${aws:username}", "*"), { NotAction: "s3:*" })).toBe(false);
  expect(isOwn("iam:DeactivateMFADevice", own, {}, "2008-10-17")).toBe(false);
  expect(touchesOwnDeviceOnly({ unknown: "document of p" })).toBe(false);
});
