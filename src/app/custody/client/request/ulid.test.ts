import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ulidField } from "../../../../domain/custody/documents/fields.ts";
import { ulid, ulidSeconds } from "./ulid.ts";

// The example of the ULID specification: 2016-07-30T23:54:10.259Z begins with 01ARZ3NDEK.
it("begins with its time, as the specification's example does", () => {
  expect(ulid(1_469_922_850_259, new Uint8Array(10)).slice(0, 10)).toBe("01ARZ3NDEK");
  expect(ulidSeconds("01ARZ3NDEKTSV4RRFFQ69G5FAV")).toBe(1_469_922_850);
});

it("is one that documents take, later ones sort behind, and all 80 bits count", () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
  const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(time, time, bytes, bytes, (one, other, first, second) => {
      const [a, b] = [ulid(one, first), ulid(other, second)];
      expect(ulidField.safeParse(a).success).toBe(true);
      expect(ulidSeconds(a)).toBe(Math.floor(one / 1000));
      if (one < other) expect(a < b).toBe(true);
      expect(a === b).toBe(one === other && first.every((byte, at) => byte === second[at]));
    }),
  );
});
