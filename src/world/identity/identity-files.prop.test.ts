import fc from "fast-check";
import { expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { parseSignPart, parseVaultPart } from "./identity-parts.ts";
import { parseIdentityPerson } from "./identity-person.ts";

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map(utf8),
  fc.jsonValue().map((v) => utf8(JSON.stringify(v) ?? "")),
);

it("any bytes are a part of an identity or a coded error", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      for (const parse of [
        () => parseIdentityPerson(bytes, "person.json"),
        () => parseSignPart(new Secret(bytes), "ann", "sign.age"),
        () => parseVaultPart(new Secret(bytes), "ann", "P", "vault-p.age"),
      ]) {
        try {
          parse();
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CodedError);
        }
      }
    }),
  );
});
