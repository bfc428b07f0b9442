const shown = "[secret]";
/** Shorter texts would tear holes into every sentence. */
const shortest = 4;

/**
 * Takes secrets out of a foreign text, written plainly or percent-encoded. AWS quotes the whole canonical request, with
 * the session token in it, when a signature does not match.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let hidden = text;
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    const coded = encodeURIComponent(secret.toWellFormed());
    for (const form of [secret, coded, encodeURIComponent(coded)]) {
      hidden = hidden.replaceAll(form, shown);
    }
  }
  return hidden;
}
