import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { Secret } from "../../core/secret.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import { readBase64urlBytes, writeBase64urlBytes } from "./base64url-bytes.ts";
import { readFrame, writeFrame } from "./frame.ts";
import type { FramePlace } from "./frame-place.ts";

const place: FramePlace = { vault: "P", deployment: "acme", account: "aws:123456789012", kind: "password", version: 7 };
const secret = new Secret(utf8("correct horse"));
const frame = writeFrame(place, secret);
const text = fromUtf8(frame.reveal()) ?? "";
const read = (from: string | Uint8Array, at: FramePlace = place) =>
  readFrame(at, new Secret(typeof from === "string" ? utf8(from) : from));

describe("a frame", () => {
  it("is a canonical document, as anyone who opened the age file can read it", () => {
    expect(text).toBe(
      `{"account":"aws:123456789012","data":"${Buffer.from("correct horse").toString("base64url")}","deployment":"acme",` +
        '"kind":"password","v":1,"vault":"P","version":7}',
    );
    expect(canonicalBytes(JSON.parse(text))).toEqual(frame.reveal());
  });

  it("gives its data back at its place, whatever the data", () => {
    const places = fc.constantFrom<FramePlace>(
      place,
      { ...place, vault: "S", kind: "seed", version: 2 ** 53 - 1 },
      { ...place, vault: "S", kind: "groupkey", account: "group:prod" },
      { ...place, vault: "S", kind: "code" },
      { ...place, vault: "S", kind: "dek", account: "aws-us-gov:000000000000", version: 1 },
    );
    fc.assert(
      fc.property(places, fc.uint8Array({ maxLength: 300 }), (at, data) => {
        const got = readFrame(at, writeFrame(at, new Secret(data)));
        expect(got.status === "read" && got.data.reveal()).toEqual(data);
      }),
    );
  });

  it.each<readonly [FramePlace, readonly string[]]>([
    [{ ...place, account: "aws:123456789013" }, ["account"]],
    [{ ...place, deployment: "acme-2" }, ["deployment"]],
    [{ ...place, kind: "dek" }, ["kind"]],
    [{ ...place, version: 8 }, ["version"]],
    [{ ...place, vault: "S", kind: "seed" }, ["kind", "vault"]],
    [{ ...place, deployment: "b", account: "aws:123456789013" }, ["account", "deployment"]],
  ])("of something else than %j is named by what differs", (asked, differs) => {
    expect(readFrame(asked, frame)).toEqual({ status: "other", differs });
  });

  it("of a later form is told apart", () => {
    expect(read(text.replace('"v":1', '"v":2'))).toEqual({ status: "other", differs: ["v"] });
  });

  it.each([
    ["nothing", ""],
    ["half of it", text.slice(0, 60)],
    ["a byte behind it", `${text}\n`],
    ["a byte before it", ` ${text}`],
    ["padding in its data", text.replace('","deployment"', '=","deployment"')],
    ["a second spelling of its data", text.replace(/"data":"[^"]*"/, '"data":"Zh"')],
    ["an escape in its data", text.replace('"data":"', '"data":"\\u0041')],
    ["a quote and another field in its data", text.replace('"data":"', '"data":"","x":"')],
    ["data that is no text", text.replace(/"data":"[^"]*"/, '"data":1')],
    ["no data", text.replace(/"data":"[^"]*",/, "")],
    ["one field more", text.replace('"version":7', '"version":7,"x":1')],
    [
      "one field more, in a frame of another account",
      text.replace('"version":7', '"version":7,"x":1').replace("9012", "9013"),
    ],
    ["a spare letter in its data", text.replace(/"data":"[^"]*"/, '"data":"A"')],
    ["a spare letter behind its data", text.replace(/"data":"[^"]*"/, '"data":"AAAAA"')],
    ["one field fewer", text.replace('"v":1,', "")],
    ["a field twice", text.replace('"v":1,', '"v":1,"v":1,')],
    ["another order", text.replace('"v":1,"vault":"P"', '"vault":"P","v":1')],
    ["another text for a number", text.replace('"version":7', '"version":7.0')],
    ["a list", "[]"],
  ])("is not what has %s", (_what, from) => {
    expect(read(from)).toEqual({ status: "not-a-frame" });
  });

  it("with data on both sides of a forged end is no frame", () => {
    // The bytes around the data must not overlap either: the shortest frame has them touch.
    const empty = fromUtf8(writeFrame(place, new Secret(new Uint8Array())).reveal()) ?? "";
    expect(read(empty)).toMatchObject({ status: "read" });
    expect(read(empty.replace('""', '"'))).toEqual({ status: "not-a-frame" });
  });

  it("gives a status for any bytes and any bent frame, and the data for none of them", () => {
    const bent = fc
      .tuple(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 255 }))
      .map(([at, by]) => frame.reveal().map((byte, index) => (index === at ? byte ^ by : byte)));
    const cut = fc.nat({ max: text.length }).map((at) => concat(utf8(text.slice(0, at)), utf8(text.slice(at + 1))));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), fc.json().map(utf8), bent, cut), (bytes) => {
        const got = read(bytes);
        if (got.status === "read") expect(got.data.reveal()).not.toEqual(secret.reveal());
      }),
      { numRuns: 500 },
    );
  });

  it("does not print its data and leaves the secret it was made of alone", () => {
    expect(JSON.stringify({ frame, got: readFrame(place, frame) })).not.toContain("horse");
    expect(fromUtf8(secret.reveal())).toBe("correct horse");
  });

  it("outlives the bytes it was read from", () => {
    const copy = new Secret(frame.reveal().slice());
    const got = readFrame(place, copy);
    copy.wipe();
    expect(got.status === "read" && fromUtf8(got.data.reveal())).toBe("correct horse");
  });

  it.each<readonly [string, Partial<FramePlace>]>([
    ["a password in vault S", { vault: "S" }],
    ["a code in vault P", { kind: "code" }],
    ["a session in vault P", { kind: "session" }],
    ["a group key of an account", { vault: "S", kind: "groupkey" }],
    ["version 0", { version: 0 }],
    ["a deployment with a quote", { deployment: 'a"b' }],
  ])("cannot be %s", (_what, change) => {
    expect(codedRow(() => writeFrame({ ...place, ...change }, secret))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
    expect(codedRow(() => readFrame({ ...place, ...change }, frame))).toBe("CUSTODY_PLACE_IMPOSSIBLE");
  });
});

describe("base64url from bytes to bytes", () => {
  it("is Node's, read back, with one spelling for each value", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const written = writeBase64urlBytes(bytes);
        expect(fromUtf8(written)).toBe(Buffer.from(bytes).toString("base64url"));
        expect(readBase64urlBytes(written)).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.base64String({ maxLength: 12 }).map(utf8)), (bytes) => {
        const value = readBase64urlBytes(bytes);
        if (value !== null) expect(writeBase64urlBytes(value)).toEqual(bytes);
      }),
    );
  });
});
