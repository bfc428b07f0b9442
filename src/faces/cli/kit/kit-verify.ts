import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { custodyRefusal } from "../../../app/custody/custody-refusal.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import { toHex } from "../../../domain/crypto/hex.ts";
import { sha256 } from "../../../domain/crypto/sha256.ts";
import { joinKitBlocks } from "../../../domain/custody/kits/blocks/join-kit-blocks.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { readBytes } from "../byte-files.ts";

/** What was found about a copy. */
interface CopyRead {
  readonly from: "file" | "scans";
  readonly sha256: string;
  readonly bytes: number;
  readonly isCompared: boolean;
  readonly kitId?: string;
  readonly vault?: string;
  readonly damagedScans?: number;
}

/** Reads a copy of a kit whole and prints what it is; returns the exit code. */
export async function runKitVerify({ io, settings, options, args }: Invocation): Promise<number> {
  const targets = formatTargets(settings, ["text", "json"], "text");
  const [file = "-"] = args;
  const wanted = options["sha256"];
  const printed = typeof wanted === "string" ? wanted.replaceAll(/\s/g, "").toLowerCase() : null;
  if (printed !== null && !/^[0-9a-f]{64}$/.test(printed)) throw usageError("--sha256: 64 hexadecimal digits");
  const bytes = file === "-" ? new TextEncoder().encode(await io.readInput()) : readBytes(io.cwd, file);
  const read = isAgeFile(bytes) ? wholeFile(bytes, printed) : joined(bytes, printed, file);
  const out = options["out"];
  if (typeof out === "string") save(io.cwd, out, read.kit);
  writeTargets(targets, io, settings.is("quiet"), (format, put) => {
    if (format === "json") put(`${JSON.stringify(read.said, null, 2)}\n`);
    else put(textOf(read.said));
  });
  return 0;
}

function isAgeFile(bytes: Uint8Array): boolean {
  return fromUtf8(bytes.subarray(0, 22))?.startsWith("age-encryption.org/v1\n") === true;
}

function wholeFile(kit: Uint8Array, printed: string | null): { readonly kit: Uint8Array; readonly said: CopyRead } {
  const hash = toHex(sha256(kit));
  if (printed !== null && printed !== hash) {
    throw new CodedError(kitErrors.CUSTODY_KIT_CHANGED, { detail: `SHA-256 ${hash}` });
  }
  return { kit, said: { from: "file", sha256: hash, bytes: kit.length, isCompared: printed !== null } };
}

function joined(
  bytes: Uint8Array,
  printed: string | null,
  file: string,
): { readonly kit: Uint8Array; readonly said: CopyRead } {
  const text = fromUtf8(bytes);
  if (text === null) {
    throw new CodedError(kitErrors.CUSTODY_KIT_UNREADABLE, { detail: `${file}: neither an age file nor scans` });
  }
  const scans = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const whole = joinKitBlocks(scans, printed);
  if (whole.status === "refused") throw custodyRefusal(whole);
  const { kit, sha256: hash, isCompared, name, damaged } = whole;
  const { kitId, vault } = name;
  const said = { from: "scans" as const, sha256: hash, bytes: kit.length, isCompared, kitId, vault };
  return { kit, said: { ...said, damagedScans: damaged.length } };
}

function textOf({ from, sha256: hash, bytes, isCompared, kitId, vault, damagedScans = 0 }: CopyRead): string {
  const name = kitId === undefined ? "" : ` of kit ${kitId}, vault ${vault ?? ""}`;
  const damage = damagedScans === 0 ? "" : `${damagedScans} damaged scans were not needed\n`;
  const end = isCompared
    ? "This is the kit that was printed.\n"
    : "Compare this hash with the pages or the register of copies: nothing was given to hold it against.\n";
  return `whole: ${bytes} bytes${name}, from ${from}\nSHA-256 ${hash}\n${damage}${end}`;
}

function save(cwd: string, file: string, kit: Uint8Array): void {
  try {
    writeFileSync(resolve(cwd, file), kit, { mode: 0o600, flag: "wx", flush: true });
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CodedError(cliErrors.CLI_OUTPUT_UNWRITABLE, { detail: `${file}${reason}`, cause });
  }
}
