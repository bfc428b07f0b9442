import { createHash, hash as hashOf } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { snapshotErrors } from "../../domain/snapshot/errors.ts";
import { breathe } from "./breathe.ts";
import { readFileSync } from "./read-file-sync.ts";
import { codeOf } from "./write-failure.ts";

const folders = ["", "iam", "policies"] as const;
/** Larger files are hashed as a stream. */
const inOneGo = 4 * 1024 * 1024;

/**
 * `sha256:<hex>` over the lines `<sha256>  <path>` of all files of a snapshot, sorted by path. Names that begin with a
 * dot (`.gitignore`, temporary files) do not belong to it.
 */
export async function snapshotHash(directory: string): Promise<string> {
  const paths = (await Promise.all(folders.map((folder) => filesIn(directory, folder)))).flat().sort();
  const lines: string[] = [];
  for (const path of paths) lines.push(`${await hashOfFile(directory, path)}  ${path}\n`);
  return `sha256:${hashOf("sha256", lines.join(""), "hex")}`;
}

async function filesIn(directory: string, folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith("."));
    return files.map((entry) => (folder === "" ? entry.name : `${folder}/${entry.name}`));
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return [];
    throw new CodedError(snapshotErrors.SNAPSHOT_UNREADABLE, { position: { file: folder }, cause: thrown });
  }
}

async function hashOfFile(directory: string, file: string): Promise<string> {
  const path = join(directory, file);
  try {
    await breathe();
    const bytes = readFileSync(path, inOneGo);
    if (bytes !== null) return hashOf("sha256", bytes, "hex");
    const hash = createHash("sha256");
    for await (const part of createReadStream(path)) hash.update(part as Uint8Array);
    return hash.digest("hex");
  } catch (thrown) {
    throw new CodedError(snapshotErrors.SNAPSHOT_UNREADABLE, { position: { file }, cause: thrown });
  }
}
