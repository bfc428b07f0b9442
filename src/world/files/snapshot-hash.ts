import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { snapshotErrors } from "../../domain/snapshot/errors.ts";
import { codeOf } from "./write-failure.ts";

const folders = ["", "iam", "policies"] as const;
const atOnce = 16;

/**
 * `sha256:<hex>` over the lines `<sha256>  <path>` of all files of a snapshot, sorted by path. Names that begin with a
 * dot (`.gitignore`, temporary files) do not belong to it.
 */
export async function snapshotHash(directory: string): Promise<string> {
  const paths = (await Promise.all(folders.map((folder) => filesIn(directory, folder)))).flat().sort();
  const hashes = Array.from({ length: paths.length }, () => "");
  let next = 0;
  const work = async () => {
    for (let index = next++; index < paths.length; index = next++) {
      hashes[index] = await hashOfFile(directory, paths[index] ?? "");
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const lines = paths.map((path, index) => `${hashes[index] ?? ""}  ${path}\n`);
  return `sha256:${createHash("sha256").update(lines.join("")).digest("hex")}`;
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
  const hash = createHash("sha256");
  try {
    for await (const part of createReadStream(join(directory, file))) hash.update(part as Uint8Array);
  } catch (thrown) {
    throw new CodedError(snapshotErrors.SNAPSHOT_UNREADABLE, { position: { file }, cause: thrown });
  }
  return hash.digest("hex");
}
