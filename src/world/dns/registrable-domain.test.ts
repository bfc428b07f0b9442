import { expect, it } from "vitest";
import { registrableDomain } from "./registrable-domain.ts";

it("is the part of a name that somebody registers, private suffixes not counted", () => {
  expect(registrableDomain("a.b.corp-mail.co.uk")).toBe("corp-mail.co.uk");
  expect(registrableDomain("corp-mail.net")).toBe("corp-mail.net");
  expect(registrableDomain("me.github.io")).toBe("github.io");
  expect(registrableDomain("co.uk")).toBe(null);
});
