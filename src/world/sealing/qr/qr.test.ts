import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { oracle, requireOracle } from "../../../../test/oracle.ts";
import { type PngForm, pretendPng, screenshot } from "../../../../test/support/pretend-png.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { readPng } from "./read-png.ts";
import { readQr } from "./read-qr.ts";

const renderer = await oracle("pdftoppm", () => execFileSync("pdftoppm", ["-v"], { stdio: "pipe" }));
const other = await oracle("zbarimg", () => execFileSync("zbarimg", ["--version"]));
const at = mkdtempSync(join(tmpdir(), "rootward-qr-"));
afterAll(() => rmSync(at, { recursive: true }));

const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2);
const address = (id: string) =>
  `otpauth://totp/Amazon%20Web%20Services:root-account-mfa-device@${id}?secret=${seed}&issuer=Amazon%20Web%20Services`;
const plain: PngForm = { colour: 2, depth: 8, filter: 0 };
const one = { text: address("123456789012"), x: 300, y: 200, scale: 6 };
const text = (file: Uint8Array) => fromUtf8(readQr(file).reveal());

describe("a PNG image", () => {
  const ramp = { width: 19, height: 7, at: (x: number, y: number) => (x * 13 + y * 29) % 256 };
  const depths = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] } as const;
  const forms = ([0, 2, 3, 4, 6] as const).flatMap((colour) => depths[colour].map((depth) => ({ colour, depth })));

  it.each(forms)("of colour type $colour and depth $depth gives its pixels under each filter", ({ colour, depth }) => {
    const levels = 2 ** Math.min(depth, 8) - 1;
    for (const filter of [0, 1, 2, 3, 4] as const) {
      const { width, height, data } = readPng(pretendPng(ramp, { colour, depth, filter }));
      expect([width, height]).toEqual([19, 7]);
      for (let pixel = 0; pixel < width * height; pixel++) {
        const wanted = Math.round(ramp.at(pixel % width, Math.floor(pixel / width)) * (levels / 255)) * (255 / levels);
        for (const channel of [0, 1, 2])
          expect(Math.abs((data[3 * pixel + channel] ?? 0) - wanted)).toBeLessThanOrEqual(1);
      }
    }
  });

  it("is refused when it is interlaced, cut off, altered, huge, or no PNG", () => {
    const file = pretendPng(ramp, plain);
    const open = (bytes: Uint8Array) => codedRow(() => readPng(bytes));
    expect(open(file)).toBe(null);
    expect(open(file.subarray(0, file.length - 5))).toBe("SEALING_IMAGE_UNREADABLE");
    expect(open(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe("SEALING_IMAGE_UNREADABLE");
    for (let place = 0; place < file.length; place++) {
      const altered = Buffer.from(file);
      altered[place] = (altered[place] ?? 0) ^ 1;
      expect(open(altered)).toMatch(/^SEALING_IMAGE_/);
    }
    const wide = pretendPng({ width: 1, height: 1, at: () => 0 }, plain);
    expect(open(withSize(wide, 100_000, 100_000))).toBe("SEALING_IMAGE_TOO_LARGE");
    expect(open(withSize(wide, 5000, 5000))).toBe("SEALING_IMAGE_UNREADABLE");
  });

  it("is read or refused, whatever the bytes", () => {
    const file = pretendPng(ramp, { colour: 3, depth: 4, filter: 4 });
    const any = fc.record({ from: fc.nat({ max: file.length }), bytes: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(any, ({ from, bytes }) => {
        const changed = Buffer.concat([file.subarray(0, from), bytes]);
        expect(codedRow(() => readPng(changed)) ?? "SEALING_IMAGE_ read").toMatch(/^SEALING_IMAGE_/);
      }),
    );
  });
});

/** The file with another size in its header and the checksum of that. */
function withSize(file: Buffer, width: number, height: number): Buffer {
  const { crc32 } = process.getBuiltinModule("node:zlib");
  const changed = Buffer.from(file);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
  return changed;
}

describe("a QR code in a screenshot", () => {
  it("of 1600 by 1000 pixels is read", () => {
    expect(text(pretendPng(screenshot(1600, 1000, [one]), plain))).toBe(address("123456789012"));
  });

  it("is read from grey, palette and translucent images, small and large", () => {
    for (const scale of [3, 12]) {
      for (const form of [
        { colour: 0, depth: 1, filter: 2 },
        { colour: 3, depth: 8, filter: 0 },
        { colour: 6, depth: 16, filter: 4 },
      ] as const) {
        expect(text(pretendPng(screenshot(900, 900, [{ ...one, x: 31, y: 47, scale }]), form))).toBe(one.text);
      }
    }
  });

  it.each([
    ["beside each other", { x: 900, y: 200, scale: 6 }],
    ["below each other, another size", { x: 200, y: 700, scale: 4 }],
    ["across", { x: 1100, y: 650, scale: 5 }],
  ])("is refused when there is another one: %s", (_, place) => {
    const second = { text: address("210987654321"), ...place };
    const file = pretendPng(screenshot(1600, 1000, [one, second]), plain);
    expect(codedRow(() => readQr(file))).toBe("SEALING_QR_SEVERAL");
  });

  it("shown twice is one", () => {
    const file = pretendPng(screenshot(1600, 1000, [one, { ...one, x: 1000 }]), plain);
    expect(text(file)).toBe(one.text);
  });

  it("is missed by nothing silently: without one, or with half of one, it says so", () => {
    expect(codedRow(() => readQr(pretendPng(screenshot(400, 400, []), plain)))).toBe("SEALING_QR_NONE");
    const cut = screenshot(420, 1000, [one]);
    expect(codedRow(() => readQr(pretendPng(cut, plain)))).toBe("SEALING_QR_NONE");
  });

  it("says the same to another reader", (context) => {
    requireOracle(other, context);
    const file = join(at, "one.png");
    writeFileSync(file, pretendPng(screenshot(1600, 1000, [one]), { colour: 6, depth: 8, filter: 4 }));
    const said = execFileSync("zbarimg", ["--quiet", "--raw", file], { stdio: "pipe" }).toString().trim();
    expect(said).toBe(one.text);
    expect(text(readFileSync(file))).toBe(said);
  });

  it("is read from an image that another program wrote", (context) => {
    requireOracle(renderer, context);
    const file = join(at, "page.pdf");
    writeFileSync(file, pdfOf(one.text));
    for (const flags of [[], ["-gray"]]) {
      execFileSync("pdftoppm", ["-png", "-r", "150", ...flags, "-singlefile", file, join(at, "page")], {
        stdio: "pipe",
      });
      expect(text(readFileSync(join(at, "page.png")))).toBe(one.text);
    }
  });
});

/** One page with the code as filled squares. */
function pdfOf(payload: string): string {
  const shot = screenshot(500, 500, [{ text: payload, x: 0, y: 0, scale: 1 }]);
  const squares: string[] = [];
  for (let y = 0; y < 100; y++)
    for (let x = 0; x < 100; x++) if (shot.at(x, y) === 0) squares.push(`${100 + x * 4} ${700 - y * 4} 4.1 4.1 re f`);
  const body = squares.join("\n");
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
    `<</Length ${body.length}>>\nstream\n${body}\nendstream`,
  ];
  return `%PDF-1.4\n${objects.map((text, at) => `${at + 1} 0 obj\n${text}\nendobj\n`).join("")}trailer<</Root 1 0 R>>\n`;
}
