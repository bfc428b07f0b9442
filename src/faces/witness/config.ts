import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import { parseVerifierKey, type VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { witnessErrors } from "./errors.ts";

/** The form of a witness's configuration file; paths are relative to it. */
export const witnessConfigSchema = z.strictObject({
  listen: z.strictObject({ host: z.string().min(1), port: z.int().min(0).max(65_535) }),
  /** The file that `rootward witness --new-key` wrote. */
  key: z.string().min(1),
  /** Its parent is there. */
  data: z.string().min(1),
  /** Keys of the logs that it watches. */
  logs: z.array(z.string()).min(1).max(1000),
});

/** What a witness runs with. */
export interface WitnessConfig {
  readonly listen: { readonly host: string; readonly port: number };
  readonly keyFile: string;
  readonly data: string;
  readonly logs: readonly VerifierKey[];
}

/** What the command line said; `null` for what it left out. */
export interface WitnessFlags {
  readonly config: string | null;
  readonly listen: string | null;
  readonly key: string | null;
  readonly data: string | null;
  readonly logs: readonly string[];
}

/** The file's settings, then the flags'. Throws `WITNESS_CONFIG_FOREIGN`. */
export function witnessConfig(flags: WitnessFlags, cwd: string): WitnessConfig {
  const file = flags.config === null ? null : readConfigFile(resolve(cwd, flags.config));
  const listen = flags.listen === null ? file?.listen : addressOf(flags.listen);
  const keyFile = flags.key === null ? file?.key : resolve(cwd, flags.key);
  const data = flags.data === null ? file?.data : resolve(cwd, flags.data);
  const logs = [...(file?.logs ?? []), ...flags.logs].map((text) => logKey(text));
  if (listen === undefined) throw foreign("where to listen: --listen HOST:PORT");
  if (keyFile === undefined) throw foreign("the key file: --key FILE");
  if (data === undefined) throw foreign("the data directory: --data DIR");
  if (logs.length === 0) throw foreign("the log's key: --log VKEY");
  return { listen, keyFile, data, logs };
}

function readConfigFile(path: string): z.infer<typeof witnessConfigSchema> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new CodedError(witnessErrors.WITNESS_CONFIG_FOREIGN, { detail: path, cause });
  }
  const parsed = witnessConfigSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CodedError(witnessErrors.WITNESS_CONFIG_FOREIGN, {
      detail: issue?.message,
      position: { file: path, path: issue?.path.join(".") },
    });
  }
  const from = dirname(path);
  return { ...parsed.data, key: resolve(from, parsed.data.key), data: resolve(from, parsed.data.data) };
}

function addressOf(text: string): { host: string; port: number } {
  const [, host = "", digits = ""] = /^(.+):([0-9]{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === "" || port > 65_535) throw foreign(`--listen ${text} is not HOST:PORT`);
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port };
}

function logKey(text: string): VerifierKey {
  const key = parseVerifierKey(text.trim());
  if (key.kind !== "log") throw foreign(`${key.name} is a witness's key, not a log's`);
  return key;
}

function foreign(detail: string): CodedError {
  return new CodedError(witnessErrors.WITNESS_CONFIG_FOREIGN, { detail });
}
