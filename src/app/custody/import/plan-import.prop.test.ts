import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rejectedRow } from "../../../../test/support/rejected-row.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import type { KdbxEntry } from "../../../world/sealing/kdbx/kdbx-entry.ts";
import { isPng } from "../../../world/sealing/qr/png-chunks.ts";
import { readQr } from "../../../world/sealing/qr/read-qr.ts";
import { openImportJournal } from "./import-journal.ts";
import { importView } from "./import-view.ts";
import { planImport } from "./plan-import.ts";

const someText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "otpauth://totp/",
    "otpauth://hotp/x",
    "?secret=ABCDEFGHIJKLMNOP",
    "Account #,MFA Seed,Password\n",
    "{REF:",
  ),
  fc.constantFrom(
    "123456789012",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "key=AAAA&step=30",
    "30;S",
    '"',
    ",",
    "\n",
    "\u0000",
  ),
);
const field = fc.constantFrom(
  "Title",
  "UserName",
  "URL",
  "Password",
  "otp",
  "OTP",
  "TOTP Seed",
  "TOTP Settings",
  "TimeOtp-Secret",
  "HmacOtp-x",
);
const entry = fc.record({
  uuid: fc.string(),
  group: fc.array(fc.string(), { maxLength: 3 }),
  isRecycled: fc.boolean(),
  fields: fc.array(fc.tuple(field, fc.array(someText, { maxLength: 4 })), { maxLength: 6 }),
});
const kdbxMagic = Uint8Array.of(0x03, 0xd9, 0xa2, 0x9a);

const planOf = (file: Uint8Array, vault: "P" | "S", entries: readonly KdbxEntry[] = []) =>
  planImport({
    randomBytes,
    isPng,
    readQr,
    isKdbx: (bytes) => kdbxMagic.every((byte, at) => bytes[at] === byte),
    readKdbx: () => Promise.resolve(entries),
  })({
    file: new Secret(file),
    vault,
    partition: "aws",
    key: { password: new Secret(utf8("a")), keyFile: null },
    account: null,
    zerosConfirmed: true,
    isGenerated: true,
  });

describe("whatever a file holds", () => {
  it("there is a plan or a coded refusal", async () => {
    const file = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(someText, { maxLength: 12 }).map((parts) => utf8(parts.join(""))),
    );
    await fc.assert(
      fc.asyncProperty(file, fc.constantFrom("P", "S"), async (bytes, vault) => {
        expect(String(await rejectedRow(planOf(bytes, vault)))).toMatch(/^(?:IMPORT|CUSTODY|SEALING)_|^null$/);
      }),
    );
  });

  it("of entries only those with an account and a secret are ready, and no secret is told", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.constantFrom("P", "S"), async (drawn, vault) => {
        const entries = drawn.map((each) => ({
          ...each,
          fields: new Map(each.fields.map(([name, parts]) => [name, new Secret(utf8(parts.join("")))])),
        }));
        const plan = await planOf(kdbxMagic, vault, entries).catch(() => null);
        if (plan === null) return;
        for (const { status, account, seed, password } of plan.rows) {
          if (status === "ready")
            expect([account === null, (vault === "S" ? seed : password) === null]).toEqual([false, false]);
        }
        expect(JSON.stringify(importView("x", plan, null))).not.toContain("[secret]");
      }),
    );
  });

  it("a state file is read or refused", async () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        '{"v":1,"deployment":"acme"}',
        '{"account":"aws:123456789012","row":{},"stored":{"P":1,"S":null},"tried":null}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (lines) => {
        const opened = openImportJournal({ lines, append: () => Promise.resolve() }, "acme");
        expect(["null", "IMPORT_STATE_DAMAGED", "IMPORT_STATE_OTHER"]).toContain(String(await rejectedRow(opened)));
      }),
    );
  });
});
