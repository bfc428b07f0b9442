import { rmSync } from "node:fs";
import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { ulidField } from "../../domain/custody/documents/fields.ts";
import { identityErrors } from "./errors.ts";
import type { Vault } from "./identity-parts.ts";
import { makeFolder, namesIn, readPrivateFile, replacePrivateFile } from "./private-files.ts";

/**
 * The one-time keys of a person's requests between their commands, each an age file to the person's own recipient of that
 * vault. What is kept here opens what was released, so it goes when the request ends.
 */
export interface RequestKeys {
  readonly keep: (requestId: string, vault: Vault, file: Uint8Array) => void;
  /** Throws `IDENTITY_NO_REQUEST`, `IDENTITY_LOOSE`. */
  readonly read: (requestId: string, vault: Vault) => Uint8Array;
  readonly forget: (requestId: string) => void;
  /** Ids of all requests with a key, ascending: oldest first. */
  readonly list: () => readonly string[];
}

const fileName = /^([0-7][0-9A-HJKMNP-TV-Z]{25})-[ps]\.age$/;

/** The request keys of an identity directory. */
export function openRequestKeys(directory: string): RequestKeys {
  const folder = join(directory, "requests");
  const path = (requestId: string, vault: Vault): string => {
    // SECURITY: the id comes from others too; as a path it could lead anywhere.
    if (!ulidField.safeParse(requestId).success) throw missing(requestId.slice(0, 64));
    return join(folder, `${requestId}-${vault === "P" ? "p" : "s"}.age`);
  };
  return {
    keep: (requestId, vault, file) => {
      const target = path(requestId, vault);
      makeFolder(folder);
      replacePrivateFile(target, file);
    },
    read: (requestId, vault) => {
      const bytes = readPrivateFile(path(requestId, vault));
      if (bytes === null) throw missing(requestId);
      return bytes;
    },
    forget: (requestId) => {
      for (const vault of ["P", "S"] as const) rmSync(path(requestId, vault), { force: true });
    },
    list: () => [...new Set(namesIn(folder).flatMap((name) => fileName.exec(name)?.[1] ?? []))].toSorted(),
  };
}

function missing(requestId: string): CodedError {
  return new CodedError(identityErrors.IDENTITY_NO_REQUEST, { detail: requestId });
}
