import { describe, expect, it } from "vitest";
import { type Fact, seen, unseen } from "../../../../domain/core/fact.ts";
import type { MfaDevice } from "../../../../domain/snapshot/account-facts.ts";
import { newRootDevice } from "./new-root-device.ts";
import { watchForDevice, type Watch, type Watched } from "./watch-for-device.ts";

const storedAt = Date.parse("2026-11-22T10:00:00Z") / 1000;
const account = "aws:123456789012";
const serial = (name: string): string => `arn:aws:iam::123456789012:mfa/${name}`;
const device = (name: string, enabledAt: string | null): MfaDevice => ({
  serial: serial(name),
  kind: "virtual",
  enabledAt,
});
const fresh = device("root-account-mfa-device", "2026-11-22T10:00:40Z");
const older = device("phone", "2023-09-18T00:00:00Z");
const sought = { account, seed: { storedAt, origin: "new-device" as const }, before: new Set<string>() };
const look = (devices: readonly MfaDevice[], change: object = {}) =>
  newRootDevice(devices, { ...sought, ...change }, storedAt + 60);

describe("the device that AWS took a seed's codes for", () => {
  it("is the one that was enabled since, under whatever name", () => {
    const named = device("team/root@hq", "2026-11-22T10:00:40Z");
    expect(look([older, named])).toEqual({
      status: "accepted",
      evidence: { source: "iam:ListVirtualMFADevices", serial: named.serial, at: storedAt + 40 },
    });
  });

  it.each([
    ["none is there", [], {}],
    ["it was enabled before the seed was stored", [older], {}],
    ["it was enabled a second too early", [device("x", "2026-11-22T09:59:59Z")], {}],
    ["it stood there before, whatever its time says", [fresh], { before: new Set([fresh.serial]) }],
    ["AWS says no time", [device("x", null)], {}],
    ["AWS says a time that is none", [device("x", "yesterday")], {}],
    ["it came when the pair was long over", [device("x", "2026-11-22T10:12:01Z")], {}],
    ["it is another account's", [fresh], { account: "aws:123456789013" }],
    ["it is another partition's", [fresh], { account: "aws-cn:123456789012" }],
    ["it is a security key", [{ ...fresh, serial: "arn:aws:iam::123456789012:u2f/root/key" }], {}],
    ["it is a hardware token", [{ ...fresh, serial: "GAHT12345678" }], {}],
    ["the seed was imported", [fresh], { seed: { storedAt, origin: "import" } }],
  ] as const)("is none when %s", (_what, devices, change) => {
    expect(look(devices, { ...change })).toEqual({ status: "none" });
  });

  it("is not guessed among two", () => {
    const twin = device("phone-2", "2026-11-22T10:01:00Z");
    expect(look([fresh, older, twin])).toEqual({ status: "several", serials: [fresh.serial, twin.serial] });
  });
});

describe("watching for it", () => {
  /** What AWS says at each look, a clock that only pauses move, and the looks that were made. */
  async function watch(answers: readonly Fact<readonly MfaDevice[]>[], change: Partial<Watch> = {}) {
    let ms = storedAt * 1000 + 60_000;
    const looks: number[] = [];
    const watched: Watched = await watchForDevice(
      { nowMs: () => ms },
      {
        ...sought,
        look: () => Promise.resolve(answers[Math.min(looks.length, answers.length) - 1] ?? unseen("not-asked")),
        untilMs: ms + 12_000,
        pause: (wait) => {
          ms += wait;
          return Promise.resolve(true);
        },
        onLook: (left) => void looks.push(left),
        ...change,
      },
    );
    return { watched, looks };
  }
  const saw = (...devices: MfaDevice[]) => seen<readonly MfaDevice[]>(devices, "iam:ListVirtualMFADevices", "x");
  const denied = unseen("denied", "iam:ListVirtualMFADevices");
  const silent = unseen("unreachable", "iam:ListVirtualMFADevices");

  it("ends with the look that sees it", async () => {
    const { watched, looks } = await watch([saw(older), silent, saw(older, fresh)]);
    expect(watched).toMatchObject({ status: "accepted", evidence: { serial: fresh.serial } });
    expect(looks).toEqual([12_000, 7000, 2000]);
  });

  it("looks a last time when the time is over, and says what that look saw", async () => {
    expect(await watch([saw(older)])).toEqual({ watched: { status: "none" }, looks: [12_000, 7000, 2000, 0] });
    expect((await watch([saw(older), silent])).watched).toEqual({ status: "unknown", why: silent });
    expect((await watch([saw(fresh)], { untilMs: 0 })).watched.status).toBe("accepted");
  });

  it("does not repeat what AWS refuses, nor a question that two devices answer", async () => {
    expect(await watch([denied])).toEqual({ watched: { status: "unknown", why: denied }, looks: [12_000] });
    const twin = device("phone-2", "2026-11-22T10:00:50Z");
    expect(await watch([saw(fresh, twin)])).toMatchObject({ watched: { status: "several" }, looks: [12_000] });
  });

  it("ends when the person ends it", async () => {
    const { watched, looks } = await watch([saw()], { pause: () => Promise.resolve(false) });
    expect([watched, looks.length]).toEqual([{ status: "ended" }, 1]);
  });
});
