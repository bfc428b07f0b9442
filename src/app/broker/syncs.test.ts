import { expect, it } from "vitest";
import { account, atStepStart, TestBroker } from "./broker-for-test.ts";

it("shares the disk's syncs: many asks in one batch cost the log as many as one", async () => {
  const world = await TestBroker.ready();
  try {
    world.clock.ms = atStepStart(world.clock.ms) + 31_000;
    const request = await world.granted();
    const syncsOf = async (work: () => Promise<unknown>): Promise<number> => {
      const before = world.log.syncs;
      await work();
      return world.log.syncs - before;
    };
    const password = () => world.release(request, 1, { what: "password" });
    const one = await syncsOf(password);
    const many = await syncsOf(() => Promise.all(Array.from({ length: 20 }, password)));
    expect(one).toBeGreaterThan(0);
    // A new tile file may begin within the batch.
    expect(many).toBeLessThanOrEqual(one + 4);
    expect(
      world.entries().filter(({ type, account: of }) => type === "release.password" && of === account),
    ).toHaveLength(21);
    expect(await syncsOf(() => world.status())).toBe(0);
  } finally {
    world.remove();
  }
});
