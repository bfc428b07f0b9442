import { hkdfSync, createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { Secret } from "../../core/secret.ts";
import { concat } from "../../crypto/bytes.ts";
import { toHex } from "../../crypto/hex.ts";
import { type PrfWrap, prfInput, prfWrapKey } from "./prf-wrap-key.ts";

const jane = { rpId: "rootward.example", person: "p-jane", credId: "Y3JlZA" } as const;
const output = (byte: number, length = 32) => new Secret(new Uint8Array(length).fill(byte));
const keyOf = (change: Partial<PrfWrap> = {}) =>
  toHex(prfWrapKey({ ...jane, vault: "P", prfOutput: output(0x11), ...change }).reveal());

describe("the key that a passkey's PRF wraps an identity with", () => {
  it("is the known one for each vault", () => {
    expect(keyOf()).toBe("25e10378e39ef7a226500807cdc1c6a7f8a0ef81368d3b96dc1053bc074c6394");
    expect(keyOf({ vault: "S", prfOutput: output(0x22) })).toBe(
      "113352cb186b9a8ac39e67deab709aa252fe15fca666422a830226a3b9ad72e1",
    );
  });

  it("is Node's HKDF of the same parts", () => {
    const salt = createHash("sha256").update("vault.example.com").digest();
    const node = hkdfSync("sha256", output(0x33).reveal(), salt, "rootward/v1/prf-wrap|S|p-omar|Y3JlZDI", 32);
    const ours = keyOf({
      rpId: "vault.example.com",
      vault: "S",
      person: "p-omar",
      credId: "Y3JlZDI",
      prfOutput: output(0x33),
    });
    expect(ours).toBe(Buffer.from(node).toString("hex"));
  });

  it("is another for another vault, site, person, credential or output", () => {
    const keys = [
      keyOf(),
      keyOf({ vault: "S" }),
      keyOf({ rpId: "rootward.example.org" }),
      keyOf({ person: "p-omar" }),
      keyOf({ credId: "Y3JlZDI" }),
      keyOf({ prfOutput: output(0x12) }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("asks the passkey for another input per vault, of one salt", () => {
    const salt = new Uint8Array(32).fill(9);
    expect(prfInput(salt, "P")).toEqual(concat(salt, Uint8Array.of(1)));
    expect(prfInput(salt, "S")).toEqual(concat(salt, Uint8Array.of(2)));
  });

  it("is refused for outputs and salts of another length, and for names with a separator", () => {
    expect(codedRow(() => keyOf({ prfOutput: output(1, 31) }))).toBe("CUSTODY_KEY_LENGTH");
    expect(codedRow(() => keyOf({ prfOutput: output(1, 64) }))).toBe("CUSTODY_KEY_LENGTH");
    expect(codedRow(() => prfInput(new Uint8Array(16), "P"))).toBe("CUSTODY_KEY_LENGTH");
    expect(codedRow(() => keyOf({ person: "p|jane" }))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
    expect(codedRow(() => keyOf({ credId: "Y3J|" }))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
  });
});
