import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownSplit, valueAt } from "../../../test/support/pretend-split.ts";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toHex } from "../../domain/crypto/hex.ts";
import { makeShares } from "../../domain/custody/kits/shares/make-shares.ts";
import { verifyCombined } from "../../domain/custody/kits/shares/verify-combined.ts";
import { shamir } from "./shamir.ts";

const key = () => new Secret(Uint8Array.from({ length: 32 }, (_, at) => at));

describe("splitting", () => {
  it("gives values of 33 bytes with different places that are not 0", async () => {
    const values = await shamir.split(key(), 3, 5);
    expect(values.map((value) => value.reveal().length)).toEqual([33, 33, 33, 33, 33]);
    const places = values.map((value) => value.reveal()[32]);
    expect(new Set(places).size).toBe(5);
    expect(places).not.toContain(0);
  });

  it("is undone by any so many of the values, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 7 }).chain((total) =>
          fc.record({
            total: fc.constant(total),
            threshold: fc.integer({ min: 2, max: total }),
            order: fc.shuffledSubarray(
              Array.from({ length: total }, (_, at) => at),
              { minLength: total },
            ),
            bytes: fc.uint8Array({ minLength: 32, maxLength: 32 }),
          }),
        ),
        async ({ total, threshold, order, bytes }) => {
          const values = await shamir.split(new Secret(bytes), threshold, total);
          const some = order.slice(0, threshold).flatMap((at) => values[at] ?? []);
          expect((await shamir.combine(some)).reveal()).toEqual(bytes);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("makes shares whose MACs the combined key owns", async () => {
    const values = await shamir.split(key(), 2, 3);
    const shares = makeShares({ vault: "S", splitId: new Uint8Array(8), threshold: 2, secret: key(), values });
    const secret = await shamir.combine(values.slice(1));
    expect(verifyCombined({ secret, shares, kcv: null })).toEqual({ status: "right" });
  });

  it("takes a Buffer, which the library would refuse, and leaves the key as it was", async () => {
    const buffer = Buffer.from(key().reveal());
    const values = await shamir.split(new Secret(buffer), 2, 2);
    const back = await shamir.combine(values.map((value) => new Secret(Buffer.from(value.reveal()))));
    expect(toHex(back.reveal())).toBe(toHex(key().reveal()));
    expect(buffer.equals(key().reveal())).toBe(true);
  });

  it.each([
    [1, 3],
    [4, 3],
    [2, 256],
    [2.5, 3],
    [0, 0],
  ])("is refused for %d of %d", async (threshold, total) => {
    expect(await rejectedRow(shamir.split(key(), threshold, total))).toBe("SEALING_SPLIT_IMPOSSIBLE");
  });

  it("is refused for nothing", async () => {
    expect(await rejectedRow(shamir.split(new Secret(new Uint8Array()), 2, 3))).toBe("SEALING_SPLIT_IMPOSSIBLE");
  });
});

describe("combining", () => {
  it("gives the known secret of values that were computed by hand", async () => {
    // Secret 00…1f, second coefficient 20…3f; the shares' known bytes are held in the share tests.
    for (const pair of [
      [1, 2],
      [3, 1],
      [200, 7],
    ]) {
      const values = pair.map((x) => new Secret(valueAt(x)));
      expect((await shamir.combine(values)).reveal()).toEqual(knownSplit().secret.reveal());
    }
  });

  it.each([
    ["one value", [1]],
    ["one value twice", [1, 1]],
    ["the secret itself as a value", [1, 0]],
  ])("is refused for %s", async (_, places) => {
    const values = places.map((x) => new Secret(valueAt(x)));
    expect(await rejectedRow(shamir.combine(values))).toBe("SEALING_SHARES_UNFIT");
  });

  it("gives a key or a refusal, whatever the values", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 5 }), async (parts) => {
        const code = await rejectedRow(shamir.combine(parts.map((part) => new Secret(part))));
        expect([null, "SEALING_SHARES_UNFIT"]).toContain(code);
      }),
    );
  });
});
