import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "../../core/secret.ts";
import { toHex } from "../../crypto/hex.ts";
import { kitKeyCheckValue } from "./kit-key-check-value.ts";

describe("the check value of a kit's key", () => {
  const key = new Secret(Uint8Array.from({ length: 32 }, (_, at) => at));

  it("is the start of an HMAC over vault and kit", () => {
    const mac = createHmac("sha256", key.reveal()).update("rootward/v1/kcv\nkit|P|ESIzRFVmd4g").digest("hex");
    expect(toHex(kitKeyCheckValue(key, "P", "ESIzRFVmd4g"))).toBe(mac.slice(0, 32));
  });

  it("is another for each vault and kit", () => {
    const values = [kitKeyCheckValue(key, "P", "a"), kitKeyCheckValue(key, "S", "a"), kitKeyCheckValue(key, "P", "b")];
    expect(new Set(values.map((value) => toHex(value))).size).toBe(3);
  });
});
