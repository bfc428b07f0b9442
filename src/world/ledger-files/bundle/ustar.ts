// Plain tar (POSIX ustar), as much of it as a bundle needs: regular files with short names. What other tars can do besides
// (links, devices, sparse files, extended headers that rename what follows) is refused rather than understood: a verifier
// must look at the very files that any tar would unpack.
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import { ledgerBundleErrors } from "./errors.ts";

const block = 512;
const maxFiles = 200_000;

/** The files as a tar file; same files, same bytes. Names have at most 100 bytes. Throws `LEDGER_BUNDLE_NAME_HOSTILE`. */
export function writeUstar(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...files.keys()].toSorted();
  const total = names.reduce((sum, name) => sum + block + padded(files.get(name)?.length ?? 0), 2 * block);
  const tar = new Uint8Array(total);
  let at = 0;
  for (const name of names) {
    const bytes = files.get(name) ?? new Uint8Array(0);
    if (!isPlainName(name) || utf8(name).length > 100) throw hostile(name);
    tar.set(header(name, bytes.length), at);
    tar.set(bytes, at + block);
    at += block + padded(bytes.length);
  }
  return tar;
}

/**
 * The files of a tar file by name; a leading `./` is dropped, directories are passed over. Throws
 * `LEDGER_BUNDLE_TAR_FOREIGN`, `LEDGER_BUNDLE_NAME_HOSTILE`.
 */
export function readUstar(tar: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let at = 0;
  for (;;) {
    const head = tar.subarray(at, at + block);
    if (head.length < block) throw foreign("it ends in the middle, or without the two empty blocks");
    if (head.every((byte) => byte === 0)) break;
    const { name, size, kind } = readHeader(head);
    const body = tar.subarray(at + block, at + block + size);
    if (body.length < size) throw foreign(`${name.slice(0, 100)} ends in the middle`);
    at += block + padded(size);
    if (kind === "directory") continue;
    if (files.has(name)) throw hostile(`${name}, twice`);
    files.set(name, body);
    if (files.size > maxFiles) throw foreign(`more than ${maxFiles} files`);
  }
  // Behind the end there are zeros to fill a record, or what nobody would look at.
  if (tar.subarray(at).some((byte) => byte !== 0)) throw foreign("something lies behind its end");
  return files;
}

/** Whether a name stays where it is put: relative, no empty part, no dots alone, nothing that is not printable ASCII. */
export function isPlainName(name: string): boolean {
  if (name === "" || name.length > 255 || !/^[\x21-\x7e]+$/.test(name) || name.includes("\\")) return false;
  return name.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function header(name: string, size: number): Uint8Array {
  const head = new Uint8Array(block);
  const put = (text: string, at: number): void => head.set(utf8(text), at);
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${size.toString(8).padStart(11, "0")}\0`, 124);
  put(`${"0".repeat(11)}\0`, 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\u000000", 257);
  put(`${sum(head).toString(8).padStart(6, "0")}\0 `, 148);
  return head;
}

function readHeader(head: Uint8Array): { name: string; size: number; kind: "file" | "directory" } {
  const blank = Uint8Array.from(head);
  blank.fill(32, 148, 156);
  if (octal(head, 148, 8) !== sum(blank)) throw foreign("a header's checksum");
  const magic = fromUtf8(head.subarray(257, 265));
  if (magic !== "ustar\u000000" && magic !== "ustar  \0") throw foreign("a header that is not ustar");
  const prefix = magic === "ustar\u000000" ? text(head, 345, 155) : "";
  const whole = prefix === "" ? text(head, 0, 100) : `${prefix}/${text(head, 0, 100)}`;
  const type = String.fromCharCode(head[156] ?? 0);
  const isDirectory = type === "5";
  if (type !== "0" && type !== "\0" && !isDirectory) throw hostile(`${whole} is of type ${JSON.stringify(type)}`);
  const name = whole.replace(/^\.\//, "").replace(isDirectory ? /\/$/ : /$^/, "");
  if (!isPlainName(name) && !(isDirectory && (name === "" || name === "."))) throw hostile(whole);
  const size = octal(head, 124, 12);
  if (isDirectory && size !== 0) throw foreign("a directory with bytes");
  return { name, size, kind: isDirectory ? "directory" : "file" };
}

function text(head: Uint8Array, at: number, length: number): string {
  const field = head.subarray(at, at + length);
  const end = field.indexOf(0);
  const read = fromUtf8(end < 0 ? field : field.subarray(0, end));
  if (read === null) throw hostile("a name that is not UTF-8");
  return read;
}

function octal(head: Uint8Array, at: number, length: number): number {
  const read = text(head, at, length).trim();
  if (!/^[0-7]{1,12}$/.test(read)) throw foreign("a number in a header");
  return Number.parseInt(read, 8);
}

function sum(head: Uint8Array): number {
  return head.reduce((total, byte) => total + byte, 0);
}

function padded(size: number): number {
  return Math.ceil(size / block) * block;
}

function foreign(detail: string): CodedError {
  return new CodedError(ledgerBundleErrors.LEDGER_BUNDLE_TAR_FOREIGN, { detail });
}

function hostile(name: string): CodedError {
  return new CodedError(ledgerBundleErrors.LEDGER_BUNDLE_NAME_HOSTILE, { detail: JSON.stringify(name.slice(0, 200)) });
}
