import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, realpathSync, writeSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { fromBase64url, toBase64url } from "../../../domain/crypto/base64url.ts";
import { brokerStoreErrors } from "./errors.ts";

/**
 * The id of this host: 16 random bytes, base64url, in a file outside the data directory, so that no backup carries it.
 * Made when it is not there; a store that knows another one is then a copy. Throws `BROKER_STORE_HOST_ID_UNFIT`.
 */
export function hostIdOf(file: string, dataDirectory: string): string {
  refuseInside(file, dataDirectory);
  try {
    return readHostId(file) ?? makeHostId(file);
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    const said = thrown instanceof Error ? thrown.message : "";
    throw new CodedError(brokerStoreErrors.BROKER_STORE_HOST_ID_UNFIT, { detail: said, cause: thrown });
  }
}

function readHostId(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return null;
    throw thrown;
  }
  const line = text.replace(/\r?\n$/, "");
  if (fromBase64url(line)?.length === 16) return line;
  throw new CodedError(brokerStoreErrors.BROKER_STORE_HOST_ID_UNFIT, { detail: `${file} holds no host id` });
}

function makeHostId(file: string): string {
  const id = toBase64url(randomBytes(16));
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const opened = openSync(file, "wx", 0o600);
  try {
    writeSync(opened, `${id}\n`);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  return id;
}

function refuseInside(file: string, dataDirectory: string): void {
  const inside = relative(real(dataDirectory), resolve(real(dirname(resolve(file))), "host-id"));
  if (!inside.startsWith(`..${sep}`) && !isAbsolute(inside)) {
    const detail = `${file} lies in the data directory`;
    throw new CodedError(brokerStoreErrors.BROKER_STORE_HOST_ID_UNFIT, { detail });
  }
}

function real(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return resolve(directory);
  }
}
