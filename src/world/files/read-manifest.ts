import { CodedError } from "../../domain/core/coded-error.ts";
import { snapshotErrors } from "../../domain/snapshot/errors.ts";
import { type Manifest, manifestSchema } from "../../domain/snapshot/manifest.ts";
import { checkShape, parseJson, readBytes } from "./read-json-file.ts";

/** The manifest of a snapshot directory. */
export const manifestFile = "manifest.json";

const version = 1;

/** Reads the manifest; null when there is none. Throws a coded error when it is damaged, foreign or newer. */
export async function readManifest(directory: string): Promise<Manifest | null> {
  const bytes = await readBytes(directory, manifestFile);
  if (bytes === null) return null;
  const value = parseJson(bytes, manifestFile);
  const schema = typeof value === "object" && value !== null && "schema" in value ? value.schema : undefined;
  const match = typeof schema === "string" ? /^rootward\.snapshot\/v(\d{1,6})$/.exec(schema) : null;
  if (match === null) {
    throw new CodedError(snapshotErrors.SNAPSHOT_FOREIGN, { position: { file: manifestFile, path: "schema" } });
  }
  if (Number(match[1]) > version) {
    throw new CodedError(snapshotErrors.SNAPSHOT_NEWER, { detail: String(schema), position: { file: manifestFile } });
  }
  return checkShape(manifestSchema, value, manifestFile);
}
