import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { cliErrors } from "./errors.ts";
import { parseSetting } from "./settings/parse-setting.ts";
import { type ResolvedSetting, Settings } from "./settings/resolved.ts";
import { environmentName, type Origin } from "./settings/setting.ts";
import { settings } from "./settings/settings.ts";

/** The environment of this process: the one place of the command line that reads it. */
export const processEnvironment = (): Readonly<Record<string, string | undefined>> => process.env;

/** Where settings come from, besides the defaults. */
export interface ConfigSources {
  /** Values given on the command line by setting key. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * Reads every setting: default < user config < ./rootward.yaml (or --config) < environment < flag. An unknown key in a
 * file or an unknown ROOTWARD_ variable is an error (CLI_SETTING_UNKNOWN).
 */
export async function readConfig(sources: ConfigSources): Promise<Settings> {
  const { flags, env } = sources;
  const values = new Map<string, ResolvedSetting>();
  for (const setting of settings) values.set(setting.key, { value: setting.fallback, origin: "default" });
  const put = (key: string, raw: unknown, origin: Origin, from: string): void => {
    const setting = settings.find((each) => each.key === key);
    if (setting === undefined) throw unknownSetting(key, from);
    values.set(key, { value: parseSetting(setting, raw, from), origin });
  };

  const home = env["XDG_CONFIG_HOME"] ?? (env["HOME"] === undefined ? null : join(env["HOME"], ".config"));
  if (home !== null) await putFile(join(home, "rootward", "config.yaml"), false, "user config", put);
  const named = flags["config"] ?? env["ROOTWARD_CONFIG"];
  const file = typeof named === "string" ? resolve(sources.cwd, named) : join(sources.cwd, "rootward.yaml");
  const isNamed = typeof named === "string";
  await putFile(file, isNamed, isNamed ? "--config file" : "./rootward.yaml", put);

  const byVariable = new Map(settings.map((each) => [environmentName(each.key), each.key]));
  for (const [name, raw] of Object.entries(env)) {
    if (!name.startsWith("ROOTWARD_") || name.startsWith("ROOTWARD_TEST_") || raw === undefined) continue;
    const key = byVariable.get(name);
    if (key === undefined) throw unknownSetting(name, "environment");
    put(key, raw, "environment", name);
  }
  for (const [key, raw] of Object.entries(flags)) if (raw !== undefined) put(key, raw, "flag", "command line");
  return new Settings(values);
}

type Put = (key: string, raw: unknown, origin: Origin, from: string) => void;

async function putFile(path: string, required: boolean, origin: Origin, put: Put): Promise<void> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (!required && isMissing(cause)) return;
    throw new CodedError(cliErrors.CLI_CONFIG_UNREADABLE, { detail: path, cause });
  }
  const { parseYamlObject } = await import("./settings/parse-yaml-object.ts");
  for (const [key, raw] of Object.entries(parseYamlObject(text, path))) put(key, raw, origin, path);
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR");
}

function unknownSetting(name: string, from: string): CodedError {
  return new CodedError(cliErrors.CLI_SETTING_UNKNOWN, { detail: `${name} (${from})` });
}
