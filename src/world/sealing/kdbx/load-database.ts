// The library inflates a database without a limit. So its own step of decrypting is followed by ours of inflating, after
// which it is told that nothing is compressed.
import { gunzipSync } from "node:zlib";
import {
  BinaryStream,
  Consts,
  Credentials,
  HashedBlockTransform,
  Kdbx,
  KdbxContext,
  KdbxFormat,
  KdbxHeader,
  ProtectedValue,
} from "kdbxweb";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { equalBytes } from "../../../domain/crypto/bytes.ts";
import { kdbxErrors } from "./errors.ts";
import { checkHeader } from "./check-header.ts";
import type { KdbxJob } from "./kdbx-job.ts";
import { kdbxLimits } from "./kdbx-limits.ts";

/** Opens a database. Throws the library's own errors and `SEALING_KDBX_*`. */
export async function loadDatabase({ file, password, keyFile }: Extract<KdbxJob, { kind: "read" }>): Promise<Kdbx> {
  const data = ownBuffer(file);
  const kdbx = new Kdbx();
  checkHeader(KdbxHeader.read(new BinaryStream(data), new KdbxContext({ kdbx })));
  const secret = password === null ? null : ProtectedValue.fromBinary(ownBuffer(password));
  kdbx.credentials = await new Credentials(secret, keyFile).ready;
  const format = new KdbxFormat(kdbx);
  inflateWithLimit(format, kdbx);
  return format.load(data);
}

/** INVARIANT: the library never inflates by itself; a release in which this step has another name opens nothing at all. */
function inflateWithLimit(format: KdbxFormat, kdbx: Kdbx): void {
  const decrypt: unknown = Reflect.get(format, "decryptData");
  if (typeof decrypt !== "function") throw new Error("the library's step of decrypting is not where it was");
  const decryptAndInflate = async (data: ArrayBuffer, key: ArrayBuffer): Promise<ArrayBuffer> => {
    const plain: unknown = await Reflect.apply(decrypt, format, [data, key]);
    if (!(plain instanceof ArrayBuffer)) throw new Error("the library's step of decrypting gives something else");
    const { header } = kdbx;
    if (header.compression !== Consts.CompressionAlgorithm.GZip) return plain;
    if (header.versionMajor === 4) {
      header.compression = Consts.CompressionAlgorithm.None;
      return inflated(plain);
    }
    // Version 3 keeps 32 known bytes and then hashed blocks around the compressed text; other bytes mean another key.
    const start = new Uint8Array(header.streamStartBytes ?? new ArrayBuffer(0));
    if (!equalBytes(new Uint8Array(plain, 0, Math.min(start.length, plain.byteLength)), start)) return plain;
    header.compression = Consts.CompressionAlgorithm.None;
    const text = inflated(await HashedBlockTransform.decrypt(plain.slice(start.length)));
    const blocks = new Uint8Array(await HashedBlockTransform.encrypt(text));
    const whole = new Uint8Array(start.length + blocks.length);
    whole.set(start);
    whole.set(blocks, start.length);
    return whole.buffer;
  };
  Object.defineProperty(format, "decryptData", { value: decryptAndInflate });
}

function inflated(data: ArrayBuffer): ArrayBuffer {
  try {
    return ownBuffer(gunzipSync(new Uint8Array(data), { maxOutputLength: kdbxLimits.inflatedBytes }));
  } catch (error) {
    if (error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") {
      throw new CodedError(kdbxErrors.SEALING_KDBX_TOO_LARGE, {
        detail: `more than ${kdbxLimits.inflatedBytes} bytes behind its compression`,
      });
    }
    throw new CodedError(kdbxErrors.SEALING_KDBX_DAMAGED, { detail: "its compressed part" });
  }
}

function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
