import { describe, expect, it } from "vitest";
import { dependencyLoops, rootAccess } from "./dependency-loops.ts";

describe("a dependency loop", () => {
  it("is found in each of the three ways in which custody usually locks itself out", () => {
    // The server runs in the locked organization, the login needs a mailbox behind it, the key store is in it.
    const loops = dependencyLoops([
      { thing: rootAccess, needs: ["gate", "broker"] },
      { thing: "gate", needs: ["host in the organization", "SSO"] },
      { thing: "host in the organization", needs: [rootAccess] },
      { thing: "SSO", needs: ["root mailbox"] },
      { thing: "root mailbox", needs: [rootAccess] },
      { thing: "broker", needs: ["KMS key"] },
      { thing: "KMS key", needs: [rootAccess] },
    ]);
    expect(loops).toEqual([
      [rootAccess, "broker", "KMS key"],
      [rootAccess, "gate", "host in the organization"],
      [rootAccess, "gate", "SSO", "root mailbox"],
    ]);
  });

  it("is not found where nothing needs itself", () => {
    expect(dependencyLoops([])).toEqual([]);
    expect(
      dependencyLoops([
        { thing: rootAccess, needs: ["gate", "kit"] },
        { thing: "gate", needs: ["power"] },
        { thing: "kit", needs: ["power"] },
      ]),
    ).toEqual([]);
  });

  it("has one form, wherever it is met, and may be a thing that needs itself", () => {
    expect(
      dependencyLoops([
        { thing: "b", needs: ["a"] },
        { thing: "a", needs: ["b"] },
        { thing: "c", needs: ["c", "a"] },
      ]),
    ).toEqual([["c"], ["a", "b"]]);
  });
});
