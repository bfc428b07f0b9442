import { Secret } from "../../../domain/core/secret.ts";
import { type KitManifest, readKitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { custodyRefusal } from "../../../app/custody/custody-refusal.ts";
import { readBytes } from "../byte-files.ts";
import type { Invocation } from "../command.ts";
import { readText } from "../read-text.ts";
import { usageError } from "../usage-error.ts";

/** The manifest that `--manifest` names; `null` without the flag. Throws `CUSTODY_MANIFEST_UNFIT`. */
export function manifestOption({ io, options }: Invocation): KitManifest | null {
  const file = options["manifest"];
  if (typeof file !== "string") return null;
  const read = readKitManifest(readBytes(io.cwd, file));
  if (read.status === "refused") throw custodyRefusal({ ...read, detail: `${file}: ${read.detail}` });
  return read.manifest;
}

/** The text of all sheets: the files that `--sheets` names, comma-separated, or standard input for `-`. */
export async function sheetsOption({ io, options }: Invocation): Promise<Secret> {
  const files = options["sheets"];
  if (typeof files !== "string")
    throw usageError("name the sheets with --sheets FILE[,FILE...], or - for standard input");
  const texts = await Promise.all(files.split(",").map((file) => readText(io, file)));
  return new Secret(texts.join("\n"));
}
