// The plaintext of every age file with an item, a key or an answer. age binds a file to its recipient and to nothing else,
// so anyone could hand over an old file, or another account's. A frame is the canonical document
//   {"account":…,"data":…,"deployment":…,"kind":…,"v":1,"vault":…,"version":…}
// with the data in base64url. All but the data is known to whoever asks: reading compares it byte by byte, and the data
// never becomes a string, which could not be wiped.
import { Secret } from "../../core/secret.ts";
import { concat, equalBytes, utf8 } from "../../crypto/bytes.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import { readBase64urlBytes, writeBase64urlBytes } from "./base64url-bytes.ts";
import { type ForeignPlace, foreignPlace } from "./foreign-place.ts";
import { checkFramePlace, type FramePlace } from "./frame-place.ts";

/** What came of reading a frame. */
export type ReadFrame =
  | { readonly status: "read"; readonly data: Secret<Uint8Array> }
  /** A frame, but of something else than was asked for. */
  | { readonly status: "other"; readonly differs: ForeignPlace }
  | { readonly status: "not-a-frame" };

/** The frame of some data at a place. Throws `CUSTODY_PLACE_IMPOSSIBLE`. */
export function writeFrame(place: FramePlace, data: Secret<Uint8Array>): Secret<Uint8Array> {
  const { before, behind } = around(place);
  const text = writeBase64urlBytes(data.reveal());
  const frame = concat(before, text, behind);
  text.fill(0);
  return new Secret(frame);
}

/** The data of the frame that was asked for. Throws `CUSTODY_PLACE_IMPOSSIBLE` for a place that cannot be. */
export function readFrame(place: FramePlace, frame: Secret<Uint8Array>): ReadFrame {
  const { before, behind } = around(place);
  const bytes = frame.reveal();
  const end = bytes.length - behind.length;
  const isHere =
    end >= before.length &&
    equalBytes(bytes.subarray(0, before.length), before) &&
    equalBytes(bytes.subarray(end), behind);
  if (isHere) {
    const data = readBase64urlBytes(bytes.subarray(before.length, end));
    return data === null ? { status: "not-a-frame" } : { status: "read", data: new Secret(data) };
  }
  const differs = foreignPlace(place, bytes);
  return differs === null ? { status: "not-a-frame" } : { status: "other", differs };
}

/** The bytes on both sides of the data. */
function around(place: FramePlace): { readonly before: Uint8Array; readonly behind: Uint8Array } {
  checkFramePlace(place);
  const { account, deployment, kind, vault, version } = place;
  const whole = canonicalBytes({ account, data: "", deployment, kind, v: 1, vault, version });
  const length = canonicalBytes({ account }).length - 1 + utf8(',"data":"').length;
  return { before: whole.subarray(0, length), behind: whole.subarray(length) };
}
