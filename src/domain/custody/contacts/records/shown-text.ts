/** A foreign text for a screen or a message: on one line, nothing in it that hides or reorders what stands beside it. */
export function shownText(text: string, most = 320): string {
  const plain = text
    .toWellFormed()
    .normalize("NFC")
    // SECURITY: control and format characters steer terminals and turn text around.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
  return plain.length <= most ? plain : `${plain.slice(0, most - 1).toWellFormed()}…`;
}
