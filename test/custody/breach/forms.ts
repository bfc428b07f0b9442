/** Every spelling in which a secret could stand in a file, a line or a body: raw, hex, base32, base64, URL-encoded, UTF-16. */
export function formsOf(secret: Uint8Array): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  const url = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const text = bytes.toString("utf8");
  const isText = Buffer.from(text).equals(bytes);
  return [
    bytes.toString("latin1"),
    ...(isText ? [encodeURIComponent(text), JSON.stringify(text).slice(1, -1)] : []),
    ...(isText ? [Buffer.from(text, "utf16le").toString("latin1")] : []),
    hex,
    hex.toUpperCase(),
    url,
    url.toUpperCase(),
    ...base64Forms(bytes),
    ...base32Forms(bytes),
  ].filter((form) => form.length >= 6);
}

/** As part of something longer it may begin at any of three places; the letters that its neighbours touch are left out. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((shifted.length * 8) / 6);
    return (["base64", "base64url"] as const).map((form) => shifted.toString(form).slice(from, to));
  });
}

function base32Forms(bytes: Buffer): readonly string[] {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return [0, 1, 2, 3, 4].flatMap((before) => {
    const bits = [...Buffer.alloc(before), ...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    const from = Math.ceil((before * 8) / 5);
    const groups = (bits.match(/.{5}/g) ?? []).slice(from);
    const text = groups.map((group) => letters[Number.parseInt(group, 2)] ?? "").join("");
    return [text, text.toLowerCase()];
  });
}
