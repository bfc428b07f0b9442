import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attestCopies } from "../../src/app/custody/client/vault/attest-copies.ts";
import { verifySeed } from "../../src/app/custody/client/vault/verify-seed.ts";
import { account, seed } from "../../src/app/broker/broker-for-test.ts";
import { Secret } from "../../src/domain/core/secret.ts";
import { TestGate } from "../../src/faces/gate/gate-for-test.ts";
import { enteredOf } from "./client/client-of.ts";
import { coded } from "./gate/coded.ts";

let its: TestGate;
beforeAll(async () => {
  its = await TestGate.make();
  await its.broker.broker.tick();
});
afterAll(() => its.remove());

/** RFC 6238 with node:crypto. */
function codeAt(ms: number): Secret {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000)));
  const mac = createHmac("sha1", seed).update(counter).digest();
  return new Secret(String((mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0"));
}
const flags = async () => (await its.call("ana", "accounts", {}, {})).accounts[0]?.S?.flags;
const verify = async (id: string, first: Secret, second: Secret, version = 1) => {
  const { deps, entered } = await enteredOf(its, id);
  await verifySeed(deps, entered, { account, version, first, second });
};
const attest = async (id: string, version = 1) => {
  const { deps, entered } = await enteredOf(its, id);
  const how = "device-reset" as const;
  return (await attestCopies(deps, entered, { account, vault: "S", version, how })).S?.flags;
};

describe("an imported seed", () => {
  it("wears its flags until two codes of the old device fit, and two people say that the copies are gone", async () => {
    await expect.poll(flags, { timeout: 6000 }).toEqual(["copies-elsewhere", "never-proven"]);
    const now = its.broker.clock.ms;
    expect(await coded(verify("otto", codeAt(now), codeAt(now)))).toBe("CUSTODY_CODES_DIFFER");
    expect(await coded(verify("ana", codeAt(now), codeAt(now + 30_000)))).toBe("CUSTODY_ROLE_MISSING");
    expect(await coded(verify("otto", codeAt(now), codeAt(now + 30_000), 2))).toBe("CUSTODY_ITEM_VERSION");
    await verify("otto", codeAt(now), codeAt(now + 30_000));
    await expect.poll(flags, { timeout: 6000 }).toEqual(["copies-elsewhere", "never-proven", "verified"]);
    expect(await coded(attest("jane"))).toBe("CUSTODY_ROLE_MISSING");
    expect(await coded(attest("otto", 2))).toBe("CUSTODY_OTHER_VERSION");
    expect(await coded(attest("paul"))).toBe("GATE_WRONG_ROLE");
    expect(await attest("otto")).toContain("copies-elsewhere");
    expect(await attest("otto")).toContain("copies-elsewhere");
    expect(await attest("olga")).toContain("copies-elsewhere");
    expect(await attest("carl")).toEqual(["never-proven", "verified"]);
    // A gate that starts anew reads the same from both logs.
    await its.stop();
    await its.start();
    expect(await flags()).toEqual(["never-proven", "verified"]);
    // A newer seed has none of it.
    expect(await its.broker.enrol(account, new Uint8Array(20).fill(3), {}, 2)).toMatchObject({ status: "done" });
    await expect.poll(flags, { timeout: 6000 }).toEqual(["copies-elsewhere", "never-proven"]);
  });
});
