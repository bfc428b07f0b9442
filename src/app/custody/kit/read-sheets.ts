import { Secret } from "../../../domain/core/secret.ts";
import { lineLengths } from "../../../domain/custody/kits/shares/share-text.ts";
import {
  type ReadShareText,
  readShareLines,
  readShareQr,
} from "../../../domain/custody/kits/shares/read-share-text.ts";

/**
 * The shares in a text: scanned codes (`RWS1:…`, one per line) and typed sheets (five lines each), in any order and
 * mixed; empty lines and lines that begin with `#` are passed over.
 */
export function readSheets(text: Secret): readonly ReadShareText[] {
  const found: ReadShareText[] = [];
  let typed: string[] = [];
  const flush = () => {
    if (typed.length > 0) found.push(readShareLines(new Secret<readonly string[]>(typed)));
    typed = [];
  };
  for (const line of text.reveal().split(/\r?\n/)) {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#")) continue;
    if (/^RWS1:/i.test(bare)) {
      flush();
      found.push(readShareQr(new Secret(bare)));
      continue;
    }
    typed.push(bare);
    if (typed.length === lineLengths.length) flush();
  }
  flush();
  return found;
}
