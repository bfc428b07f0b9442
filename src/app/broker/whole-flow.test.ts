import { describe, expect, it } from "vitest";
import { Secret } from "../../domain/core/secret.ts";
import { totpCode } from "../../domain/custody/totp/totp-code.ts";
import { account, errorOf, seed, TestBroker } from "./broker-for-test.ts";

const codeAt = (ms: number): string => totpCode(new Secret(seed), Math.floor(ms / 30_000)).reveal();

describe("a break-glass use", () => {
  it("gives the code of the seed, again in its step, the next one later, and none after the budget", async () => {
    const it = await TestBroker.ready();
    try {
      it.clock.ms = Math.ceil(it.clock.ms / 30_000) * 30_000 + 31_000;
      const request = await it.granted();
      expect(it.phase(request)).toBe("ready");
      const first = await it.code(request);
      expect(first.code).toBe(codeAt(it.clock.ms));
      expect(first).toMatchObject({ n: 1, of: 3, requestHash: request.hash, serverTime: it.clock.ms });
      expect(it.phase(request)).toBe("open");
      it.clock.ms += 5000;
      expect((await it.code(request)).code).toBe(first.code);
      const early = await it.release(request, 2);
      expect(early.status).toBe("wait");
      if (early.status === "wait") it.clock.ms = early.untilMs;
      expect((await it.code(request, 2)).code).toBe(codeAt(it.clock.ms));
      it.clock.ms += 60_000;
      expect((await it.code(request, 3)).code).toBe(codeAt(it.clock.ms));
      it.clock.ms += 60_000;
      expect(errorOf(await it.release(request, 4))).toBe("CUSTODY_BUDGET_SPENT");
      expect(errorOf(await it.act("jane", request, "close"))).toBe("done");
      expect(it.phase(request)).toBe("closed");
      expect(errorOf(await it.release(request, 4))).toBe("CUSTODY_BAD_TRANSITION");
      expect(it.types()).toEqual([
        "broker.boot",
        "broker.unseal_share",
        "broker.unseal_share",
        "broker.unsealed",
        "item.enrolled",
        "request.created",
        "approval.signed",
        "approval.signed",
        "grant.ready",
        "release.code",
        "release.repeat",
        "release.code",
        "release.code",
        "grant.closing",
        "grant.closed",
      ]);
    } finally {
      it.remove();
    }
  });

  it("gives a receipt for the password, and none after a revoke", async () => {
    const it = await TestBroker.ready();
    try {
      const request = await it.granted();
      const reply = await it.release(request, 1, { what: "password" });
      expect(reply).toMatchObject({ status: "done" });
      expect(reply).not.toHaveProperty("sealed");
      expect(errorOf(await it.say("carl", request, "revoke"))).toBe("done");
      expect(errorOf(await it.release(request, 1, { what: "password" }))).toBe("CUSTODY_BAD_TRANSITION");
      expect(account).toBe(request.document.account);
    } finally {
      it.remove();
    }
  });
});
