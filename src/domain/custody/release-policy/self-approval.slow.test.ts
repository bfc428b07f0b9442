import { expect, it } from "vitest";
import { walkSelfApproval } from "../../../../test/custody/self-approval-model.ts";

it("no request is satisfied by its requester's own word, in any roster of the whole model", () => {
  const { judged, satisfied } = walkSelfApproval(false);
  expect(judged).toBe(27 * 27 * 4 * 5 * 27);
  expect(satisfied).toBeGreaterThan(5_000);
});
