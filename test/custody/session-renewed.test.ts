import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatePort } from "../../src/faces/cli/bg/gate-port.ts";
import { TestGate } from "../../src/faces/gate/gate-for-test.ts";
import { coded } from "./gate/coded.ts";

let its: TestGate;
beforeAll(async () => {
  its = await TestGate.make();
});
afterAll(() => its.remove());

const signed = (id: string) => {
  const { broker } = its;
  return broker.sign(id, { type: "rw.sign-in/v1" as const, ...broker.common(), signer: broker.signer(id) });
};

describe("a command that outlives its session", () => {
  it("signs in again by itself, once for all calls that are under way, and what it asked for is done once", async () => {
    const gate = gatePort(its.url);
    let again = 0;
    await gate.signIn(signed("olga"), async () => {
      again += 1;
      return signed("olga");
    });
    its.broker.clock.ms += 901_000;
    const accounts = await Promise.all(Array.from({ length: 12 }, () => gate.accounts()));
    expect(accounts.map((rows) => rows.length)).toEqual(Array.from({ length: 12 }, () => 1));
    expect(again).toBe(1);
    its.broker.clock.ms += 901_000;
    await gate.putAccount("aws:555555555555", "later", null);
    expect(again).toBe(2);
    expect((await gate.accounts()).map(({ name }) => name)).toContain("later");
  });

  it("ends with what the gate says when the person may no longer sign in, and without a second signature at once", async () => {
    const gate = gatePort(its.url);
    const old = signed("olga");
    await gate.signIn(old, () => Promise.resolve(old));
    its.broker.clock.ms += 901_000;
    expect(await coded(gate.accounts())).toBe("CUSTODY_STALE");
    const plain = gatePort(its.url);
    await plain.signIn(signed("olga"));
    its.broker.clock.ms += 901_000;
    expect(await coded(plain.accounts())).toBe("GATE_NO_SESSION");
  });
});
